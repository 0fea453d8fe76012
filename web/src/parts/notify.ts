import { notifications } from '@mantine/notifications';
import i18next from 'i18next';

import { Problem } from '../api/problem.js';

/** A problem's sentence in the reader's language, with the server's own words where they tell more. */
export function problemText(error: unknown): { title: string; detail: string } {
  if (error instanceof Problem) return { title: i18next.t(`problem.${error.code}`), detail: error.message };
  return { title: i18next.t('problem.internal'), detail: '' };
}

/** A cross says nothing to who cannot see it. */
const named = (): { 'aria-label': string } => ({ 'aria-label': i18next.t('common.close') });

export function notifyProblem(error: unknown): void {
  const { title, detail } = problemText(error);
  notifications.show({ color: 'red', title, message: detail, autoClose: 10_000, closeButtonProps: named() });
}

export function notifyDone(message: string): void {
  notifications.show({ color: 'teal', message, autoClose: 4_000, closeButtonProps: named() });
}
