import { Button } from 'antd';
import { useRef, type PointerEvent } from 'react';
import { useT } from '../../i18n/language';
import { PictureCell } from '../FileCell';
import { writeFile } from '../FileInput';
import { noFiltering } from '../filtering';
import type { FieldTypeUi, InputProps } from '../type';

/** A sheet to sign on with a finger, a pen or the mouse. */
function Input({ id, field, value, onChange, invalid }: InputProps) {
  const t = useT();
  const sheet = useRef<HTMLCanvasElement>(null);
  const drawing = useRef(false);
  const at = (event: PointerEvent<HTMLCanvasElement>): [number, number] => {
    const box = event.currentTarget.getBoundingClientRect();
    return [((event.clientX - box.left) / box.width) * 480, ((event.clientY - box.top) / box.height) * 160];
  };
  const start = (event: PointerEvent<HTMLCanvasElement>) => {
    const pen = sheet.current?.getContext('2d');
    if (!pen) return;
    drawing.current = true;
    event.currentTarget.setPointerCapture(event.pointerId);
    pen.lineWidth = 2.5;
    pen.lineCap = 'round';
    pen.strokeStyle = '#1c2b2a';
    pen.beginPath();
    pen.moveTo(...at(event));
  };
  const move = (event: PointerEvent<HTMLCanvasElement>) => {
    const pen = sheet.current?.getContext('2d');
    if (!drawing.current || !pen) return;
    pen.lineTo(...at(event));
    pen.stroke();
  };
  const stop = () => {
    if (!drawing.current) return;
    drawing.current = false;
    onChange({ name: 'signature.png', type: 'image/png', data: sheet.current?.toDataURL('image/png') });
  };
  const clear = () => {
    sheet.current?.getContext('2d')?.clearRect(0, 0, 480, 160);
    onChange(null);
  };
  return (
    <div>
      {value !== null && !drawing.current && <PictureCell field={field} value={value} />}
      <canvas
        id={id}
        ref={sheet}
        width={480}
        height={160}
        className={invalid ? 'sheet rich-input-invalid' : 'sheet'}
        onPointerDown={start}
        onPointerMove={move}
        onPointerUp={stop}
      />
      <Button type="link" size="small" onClick={clear}>
        {t('signature.clear')}
      </Button>
    </div>
  );
}

export const signature: FieldTypeUi = {
  name: 'signature',
  Cell: PictureCell,
  Input,
  filtering: noFiltering,
  write: writeFile,
  attributes: [],
  width: 120,
};
