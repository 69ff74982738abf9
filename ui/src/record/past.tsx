import { HistoryOutlined } from '@ant-design/icons';
import { Button, DatePicker, Modal } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useCallback, useState } from 'react';
import { useSearchParams } from 'react-router';
import { useT } from '../i18n/language';
import { formatMoment, fromZoned, toZoned } from '../kit/format';

/** The moment a page shows, kept in its address; undefined for now. */
export function useAsOf(): [string | undefined, (moment: string | undefined) => void] {
  const [search, setSearch] = useSearchParams();
  const set = useCallback(
    (moment: string | undefined) =>
      setSearch((before) => {
        const next = new URLSearchParams(before);
        next.delete('page');
        next.delete('edit');
        if (moment) next.set('asOf', moment);
        else next.delete('asOf');
        return next;
      }),
    [setSearch],
  );
  return [search.get('asOf') ?? undefined, set];
}

/** What an address within the application ends with, so that whoever looks at the past stays there. */
export function usePastSearch(): string {
  const [asOf] = useAsOf();
  return asOf ? `?asOf=${encodeURIComponent(asOf)}` : '';
}

/** Says calmly that this is not the present, and leads back. Shows nothing in the present. */
export function PastBanner() {
  const t = useT();
  const [asOf, setAsOf] = useAsOf();
  const [picking, setPicking] = useState(false);
  if (!asOf) return null;
  return (
    <>
      <div className="past-banner" role="status" data-test="past-banner">
        <HistoryOutlined />
        <div className="past-text">
          {t('asOf.banner', { moment: formatMoment(asOf) })}
          <div className="muted">{t('asOf.note')}</div>
        </div>
        <span className="past-actions">
          <Button size="small" onClick={() => setPicking(true)}>
            {t('asOf.change')}
          </Button>
          <Button size="small" type="primary" onClick={() => setAsOf(undefined)} data-test="past-back">
            {t('asOf.back')}
          </Button>
        </span>
      </div>
      {picking && <PastDialog onClose={() => setPicking(false)} />}
    </>
  );
}

/** Asks for the moment to look at. */
export function PastDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
  const [asOf, setAsOf] = useAsOf();
  const [moment, setMoment] = useState<Dayjs | null>(() => toZoned(asOf ?? new Date().toISOString()));
  const show = () => {
    if (!moment) return;
    const chosen = fromZoned(moment);
    // The picker knows minutes: the running one is not over yet.
    setAsOf(dayjs(chosen).isAfter(dayjs()) ? dayjs().toISOString() : chosen);
    onClose();
  };
  return (
    <Modal
      open
      title={t('asOf.question')}
      okText={t('asOf.show')}
      okButtonProps={{ disabled: !moment }}
      cancelText={t('action.cancel')}
      onOk={show}
      onCancel={onClose}
    >
      <DatePicker
        className="fill"
        showTime={{ format: 'HH:mm' }}
        format="YYYY-MM-DD HH:mm"
        value={moment}
        onChange={setMoment}
        disabledDate={(day) => day.isAfter(toZoned(new Date().toISOString()), 'day')}
        needConfirm={false}
        data-test="past-moment"
      />
      <p className="muted">{t('asOf.note')}</p>
    </Modal>
  );
}
