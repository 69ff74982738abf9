import type { ThemeConfig } from 'antd';

export const fontFamily =
  '-apple-system, BlinkMacSystemFont, "Segoe UI", "PingFang SC", "Hiragino Sans GB", "Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei", "Helvetica Neue", Arial, sans-serif';

/** Whoever asked their system for less motion gets none here. */
const calm = typeof window !== 'undefined' && window.matchMedia('(prefers-reduced-motion: reduce)').matches;

export const theme: ThemeConfig = {
  token: {
    colorPrimary: '#0f766e',
    colorInfo: '#0f766e',
    // What is made of so dark a green by itself is grey.
    colorInfoBg: '#ecf6f4',
    colorInfoBorder: '#b5dbd4',
    colorLink: '#0b6b63',
    colorText: '#1c2b2a',
    colorTextSecondary: '#5b6b6a',
    colorBorder: '#d5dedc',
    colorBorderSecondary: '#e8eeec',
    colorBgLayout: '#f3f6f5',
    borderRadius: 6,
    borderRadiusLG: 10,
    fontSize: 13,
    controlHeight: 32,
    fontFamily,
    motion: !calm,
  },
  components: {
    Table: {
      headerBg: '#f8faf9',
      headerColor: '#5b6b6a',
      headerSplitColor: 'transparent',
      cellPaddingBlockSM: 7,
      cellPaddingInlineSM: 10,
      rowHoverBg: '#f2f8f6',
      rowSelectedBg: '#e9f5f2',
      rowSelectedHoverBg: '#dff0ec',
    },
    Tabs: { horizontalMargin: '0 0 12px 0', titleFontSize: 14 },
    Menu: {
      itemBg: 'transparent',
      itemHeight: 36,
      itemSelectedBg: '#dcefeb',
      itemSelectedColor: '#0b5d56',
      itemBorderRadius: 6,
      subMenuItemBg: 'transparent',
      iconSize: 16,
    },
    Segmented: { trackBg: '#e8eeec' },
    Tag: { fontSizeSM: 12 },
  },
};
