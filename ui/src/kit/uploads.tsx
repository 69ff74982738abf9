import { CloseOutlined, PaperClipOutlined, RedoOutlined } from '@ant-design/icons';
import { Button, Progress } from 'antd';
import { useCallback, useEffect, useRef, useState } from 'react';
import { sendFile, type FileTarget, type SendingFile } from '../api/files';
import type { FileInfo } from '../api/model';
import { useT } from '../i18n/language';
import { sentenceOf } from './feedback';
import { formatSize } from './format';

/** A file on its way, or one that did not arrive. */
export interface Upload {
  key: number;
  file: File;
  /** 0 to 1. */
  progress: number;
  /** Why it did not arrive; the file is kept for another try. */
  problem?: string;
}

let keys = 0;
let running = 0;
let waiting: (() => void)[] = [];

/** Resolves when no upload is on its way, so that a form is not saved without the file it shows. */
export function uploadsSettled(): Promise<void> {
  return running === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve));
}

function ended() {
  running--;
  if (running > 0) return;
  const all = waiting;
  waiting = [];
  // What took the file is drawn first.
  setTimeout(() => all.forEach((resolve) => resolve()));
}

/**
 * Sends files and keeps those that failed until they are sent again or given up.
 *
 * @param onArrived takes each file that arrived; when it fails, the file counts as failed
 */
export function useUploads(target: FileTarget, onArrived: (info: FileInfo) => unknown) {
  const [uploads, setUploads] = useState<Upload[]>([]);
  const sending = useRef(new Map<number, SendingFile>());
  const arrived = useRef(onArrived);
  useEffect(() => {
    arrived.current = onArrived;
  });
  useEffect(() => {
    const all = sending.current;
    return () => all.forEach((one) => one.cancel());
  }, []);
  const { object, field } = target;
  const change = (key: number, next: Partial<Upload>) =>
    setUploads((all) => all.map((one) => (one.key === key ? { ...one, ...next } : one)));
  const drop = useCallback((key: number) => {
    sending.current.get(key)?.cancel();
    setUploads((all) => all.filter((one) => one.key !== key));
  }, []);
  const send = useCallback(
    async (key: number, file: File) => {
      const one = sendFile(file, { object, field }, (progress) => change(key, { progress }));
      sending.current.set(key, one);
      running++;
      try {
        await arrived.current(await one.done);
        setUploads((all) => all.filter((upload) => upload.key !== key));
      } catch (error) {
        if (!(error instanceof DOMException)) change(key, { problem: sentenceOf(error) });
      } finally {
        sending.current.delete(key);
        ended();
      }
    },
    [object, field],
  );
  const add = useCallback(
    (files: File[]) => {
      const fresh = files.map((file) => ({ key: ++keys, file, progress: 0 }));
      setUploads((all) => [...all, ...fresh]);
      fresh.forEach((one) => void send(one.key, one.file));
    },
    [send],
  );
  const retry = useCallback(
    (upload: Upload) => {
      change(upload.key, { problem: undefined, progress: 0 });
      void send(upload.key, upload.file);
    },
    [send],
  );
  return { uploads, add, drop, retry };
}

/** Files on their way: how far each is, what went wrong, another try, an end. */
export function UploadLines({
  uploads,
  onDrop,
  onRetry,
}: {
  uploads: Upload[];
  onDrop: (key: number) => void;
  onRetry: (upload: Upload) => void;
}) {
  const t = useT();
  return uploads.map((upload) => (
    <div key={upload.key} className="upload" data-test="uploading">
      <PaperClipOutlined className="muted" />
      <div className="upload-what">
        <div className="upload-name">
          <span>{upload.file.name}</span>
          <span className="muted">{formatSize(upload.file.size)}</span>
        </div>
        {upload.problem ? (
          <div className="field-problem" role="alert">
            {upload.problem}
          </div>
        ) : (
          <Progress percent={Math.round(upload.progress * 100)} size="small" showInfo={false} />
        )}
      </div>
      {upload.problem && (
        <Button
          type="text"
          size="small"
          icon={<RedoOutlined />}
          aria-label={t('action.retry')}
          onClick={() => onRetry(upload)}
        />
      )}
      <Button
        type="text"
        size="small"
        icon={<CloseOutlined />}
        aria-label={t('file.cancel')}
        onClick={() => onDrop(upload.key)}
      />
    </div>
  ));
}
