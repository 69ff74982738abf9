import { CameraOutlined, UploadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useRef } from 'react';
import { useT } from '../i18n/language';
import { usePhone } from './device';

interface Props {
  id?: string;
  accept?: string;
  multiple?: boolean;
  onFiles: (files: File[]) => void;
  /** Offers the camera on a phone. */
  camera?: boolean;
  compact?: boolean;
}

/** Chooses files of this device, on a phone also by taking a picture. */
export function FilePicker({ id, accept, multiple, onFiles, camera, compact }: Props) {
  const t = useT();
  const phone = usePhone();
  return (
    <span className="file-picker">
      <PickButton
        id={id}
        accept={accept}
        multiple={multiple}
        onFiles={onFiles}
        icon={<UploadOutlined />}
        label={t('file.choose')}
        compact={compact}
      />
      {camera && phone && (
        <PickButton
          accept="image/*"
          capture
          onFiles={onFiles}
          icon={<CameraOutlined />}
          label={t('file.camera')}
          compact={compact}
        />
      )}
    </span>
  );
}

function PickButton({
  id,
  accept,
  multiple,
  capture,
  onFiles,
  icon,
  label,
  compact,
}: Pick<Props, 'id' | 'accept' | 'multiple' | 'onFiles' | 'compact'> & {
  capture?: boolean;
  icon: React.ReactNode;
  label: string;
}) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        id={id}
        icon={icon}
        size={compact ? 'small' : undefined}
        type={compact ? 'text' : 'default'}
        aria-label={label}
        onClick={() => input.current?.click()}
      >
        {compact ? undefined : label}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        multiple={multiple}
        capture={capture ? 'environment' : undefined}
        onChange={(event) => {
          const chosen = [...(event.target.files ?? [])];
          // The same file may be chosen again after a failure.
          event.target.value = '';
          if (chosen.length) onFiles(chosen);
        }}
      />
    </>
  );
}
