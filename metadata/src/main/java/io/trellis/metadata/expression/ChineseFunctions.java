package io.trellis.metadata.expression;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;

/** Chinese numerals, names and characters. */
final class ChineseFunctions {
    private static final BigDecimal LIMIT = BigDecimal.TEN.pow(16);
    private static final String PLAIN = "零一二三四五六七八九";
    private static final String FORMAL = "零壹贰叁肆伍陆柒捌玖";
    private static final String DATED = "〇一二三四五六七八九";
    private static final List<String> PLAIN_UNITS = List.of("", "十", "百", "千");
    private static final List<String> FORMAL_UNITS = List.of("", "拾", "佰", "仟");
    /** Family names of two characters that are common enough to be met. */
    static final List<String> DOUBLE_NAMES = List.of(
            "欧阳", "太史", "端木", "上官", "司马", "东方", "独孤", "南宫", "万俟", "闻人", "夏侯", "诸葛", "尉迟", "公羊", "赫连", "澹台", "皇甫", "宗政",
            "濮阳", "公冶", "太叔", "申屠", "公孙", "慕容", "仲孙", "钟离", "长孙", "宇文", "司徒", "鲜于", "司空", "闾丘", "子车", "亓官", "司寇", "巫马",
            "公西", "颛孙", "壤驷", "公良", "漆雕", "乐正", "宰父", "谷梁", "拓跋", "夹谷", "轩辕", "令狐", "段干", "百里", "呼延", "东郭", "南门", "羊舌",
            "微生", "公户", "公玉", "公仪", "梁丘", "公仲", "公上", "公门", "公山", "公坚", "左丘", "公伯", "西门", "公祖", "第五", "公乘", "贯丘", "公皙",
            "南荣", "东里", "东宫", "仲长", "子书", "子桑", "即墨", "达奚", "褚师");

    private ChineseFunctions() {}

    static List<FunctionDefinition> all() {
        return new Definitions(FunctionDefinition.Category.CHINA)
                .add(
                        "RMBUPPER(amount: number): text",
                        "人民币大写金额，四舍五入到分；一亿亿及以上为空",
                        "The amount in the formal numerals of cheques and invoices, rounded to fen; empty from 10^16",
                        "RMBUPPER(10203.05) → 壹万零贰佰零叁元零伍分",
                        Definitions.strict(a -> money(a.number(0))))
                .also("RMBUPPER(1680.32) → 壹仟陆佰捌拾元叁角贰分")
                .also("RMBUPPER(300000000) → 叁亿元整")
                .also("RMBUPPER(-0.5) → 负伍角整")
                .add(
                        "CNNUMBER(number: number): text",
                        "汉字数字；一亿亿及以上为空",
                        "The number in Chinese numerals; empty from 10^16",
                        "CNNUMBER(10203.05) → 一万零二百零三点零五",
                        Definitions.strict(a -> number(a.number(0))))
                .also("CNNUMBER(12) → 十二")
                .contextual(
                        "CNDATE(day: D): text",
                        "汉字日期",
                        "The date in Chinese numerals",
                        "CNDATE(\"2026-10-21\") → 二〇二六年十月二十一日",
                        Definitions.strict(a -> a.day(0) == null ? null : date(a.day(0))))
                .add(
                        "ISHAN(text: text): boolean",
                        "全部是汉字",
                        "True when all characters are Chinese",
                        "ISHAN(\"客户\") → TRUE",
                        Definitions.test(a -> !a.text(0).isEmpty() && han(a.text(0)) == Texts.length(a.text(0))))
                .nulls(FunctionDefinition.Nulls.FALSE)
                .add(
                        "HANCOUNT(text: text): number",
                        "汉字个数",
                        "How many characters are Chinese",
                        "HANCOUNT(\"客户A\") → 2",
                        Definitions.count(a -> han(a.text(0))))
                .add(
                        "SURNAME(name: text): text",
                        "姓（认识复姓）；不是汉字姓名则为空",
                        "The family name of a Chinese name, of two characters where it is known; empty for other names",
                        "SURNAME(\"欧阳明\") → 欧阳",
                        Definitions.strict(a -> surname(Texts.trim(a.text(0)))))
                .add(
                        "GIVENNAME(name: text): text",
                        "名；不是汉字姓名则为空",
                        "The given name of a Chinese name; empty for other names",
                        "GIVENNAME(\"欧阳明\") → 明",
                        Definitions.strict(a -> {
                            String name = Texts.trim(a.text(0));
                            String surname = surname(name);
                            return surname == null ? null : name.substring(surname.length());
                        }))
                .add(
                        "PINYIN(text: text, separator?: text): text",
                        "拼音，不带声调（ü 写作 v），每字之间加分隔符（默认空格），取每字最常用读音；其他字符照写",
                        "The sounds of Chinese characters without tones (v for ü) with a separator between them (a space, when left out), the most usual of each; other characters stay",
                        "PINYIN(\"客户\") → ke hu",
                        Definitions.strict(a -> Texts.limited(Pinyin.of(a.text(0), a.text(1, " "), false))))
                .trait(FunctionDefinition.Trait.SERVER_ONLY)
                .add(
                        "PINYININITIALS(text: text): text",
                        "拼音首字母，转为大写；其他字符照写",
                        "The first letter of each sound, in capitals; other characters stay",
                        "PINYININITIALS(\"客户A\") → KHA",
                        Definitions.strict(a -> Texts.limited(Pinyin.of(a.text(0), "", true))))
                .trait(FunctionDefinition.Trait.SERVER_ONLY)
                .toList();
    }

    /** By the rules for filling in notes and settlement vouchers of the People's Bank of China, annex 1. */
    static String money(BigDecimal amount) {
        BigDecimal rounded = amount.setScale(2, RoundingMode.HALF_UP);
        if (rounded.abs().compareTo(LIMIT) >= 0) {
            return null;
        }
        if (rounded.signum() == 0) {
            return "零元整";
        }
        long fen = rounded.abs().unscaledValue().longValueExact();
        long yuan = fen / 100;
        int tenths = (int) (fen / 10 % 10);
        int hundredths = (int) (fen % 10);
        StringBuilder out = new StringBuilder(rounded.signum() < 0 ? "负" : "");
        if (yuan > 0) {
            out.append(whole(yuan, FORMAL, FORMAL_UNITS)).append("元");
        }
        if (tenths > 0) {
            out.append(FORMAL.charAt(tenths)).append("角");
        } else if (yuan > 0 && hundredths > 0) {
            out.append("零");
        }
        return out.append(hundredths > 0 ? FORMAL.charAt(hundredths) + "分" : "整")
                .toString();
    }

    private static String number(BigDecimal number) {
        if (number.abs().compareTo(LIMIT) >= 0) {
            return null;
        }
        String plain = Numbers.plain(number.abs());
        int point = plain.indexOf('.');
        long whole = number.abs().longValue();
        StringBuilder out = new StringBuilder(number.signum() < 0 ? "负" : "");
        out.append(whole == 0 ? "零" : small(whole));
        if (point >= 0) {
            out.append("点");
            plain.substring(point + 1).chars().forEach(digit -> out.append(PLAIN.charAt(digit - '0')));
        }
        return out.toString();
    }

    /** Ten to nineteen are said without the one. */
    private static String small(long whole) {
        String said = whole(whole, PLAIN, PLAIN_UNITS);
        return said.startsWith("一十") ? said.substring(1) : said;
    }

    private static String whole(long number, String digits, List<String> units) {
        if (number < 10_000) {
            return section((int) number, digits, units);
        }
        long size = number < 100_000_000 ? 10_000 : 100_000_000;
        long rest = number % size;
        String head = whole(number / size, digits, units) + (size == 10_000 ? "万" : "亿");
        if (rest == 0) {
            return head;
        }
        return head + (rest < size / 10 ? digits.charAt(0) : "") + whole(rest, digits, units);
    }

    /** One to 9999; zeros between digits are said once. */
    private static String section(int number, String digits, List<String> units) {
        StringBuilder out = new StringBuilder();
        boolean gap = false;
        for (int place = 3; place >= 0; place--) {
            int digit = number / (int) Math.pow(10, place) % 10;
            if (digit == 0) {
                gap = !out.isEmpty();
            } else {
                out.append(gap ? digits.charAt(0) : "")
                        .append(digits.charAt(digit))
                        .append(units.get(place));
                gap = false;
            }
        }
        return out.toString();
    }

    private static String date(LocalDate day) {
        StringBuilder out = new StringBuilder();
        Integer.toString(day.getYear()).chars().forEach(digit -> out.append(DATED.charAt(digit - '0')));
        return out.append("年")
                .append(small(day.getMonthValue()))
                .append("月")
                .append(small(day.getDayOfMonth()))
                .append("日")
                .toString();
    }

    static boolean isHan(int point) {
        return point == 0x3007
                || point >= 0x3400 && point <= 0x4dbf
                || point >= 0x4e00 && point <= 0x9fff
                || point >= 0xf900 && point <= 0xfaff
                || point >= 0x20000 && point <= 0x2fa1f;
    }

    static int han(String text) {
        return (int) text.codePoints().filter(ChineseFunctions::isHan).count();
    }

    static String surname(String name) {
        int length = Texts.length(name);
        if (length < 2 || length > 5 || han(name) != length) {
            return null;
        }
        boolean two = length > 2 && DOUBLE_NAMES.contains(Texts.slice(name, 0, 2));
        return Texts.slice(name, 0, two ? 2 : 1);
    }
}
