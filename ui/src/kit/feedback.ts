import { App } from 'antd';
import { ApiError } from '../api/problems';
import { t } from '../i18n/language';

/** One sentence for a person about a call that failed. */
export function sentenceOf(error: unknown): string {
  if (error instanceof ApiError) {
    if (error.isNetwork) return t('error.network.text');
    if (error.isSignedOut) return t('error.signedOut');
    const first = error.problems[0]?.message;
    const text = first ?? (/^(HTTP_)?\d+$/.test(error.message) ? t('error.unexpected.text') : error.message);
    return error.errorId ? `${text} ${t('error.id', { id: error.errorId })}` : text;
  }
  return error instanceof Error ? error.message : String(error);
}

/** Short notices; a failure says the server's own sentence. */
export function useFeedback() {
  const { message, modal } = App.useApp();
  return {
    done: (text: string) => void message.success(text),
    info: (text: string) => void message.info(text),
    failed: (error: unknown) => void message.error({ content: sentenceOf(error), duration: 6 }),
    /** Something that can not be done, with what stands in the way. */
    warn: (title: string, lines: string[]) =>
      void modal.warning({ title, content: lines.join('\n'), className: 'warning-lines' }),
    confirm: modal.confirm,
  };
}
