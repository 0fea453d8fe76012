import i18next from 'i18next';

import { Problem } from '../api/problem.js';

/** A problem's sentence in the reader's language, with the server's own words where they tell more. */
export function problemText(error: unknown): { title: string; detail: string } {
  if (error instanceof Problem) return { title: i18next.t(`problem.${error.code}`), detail: error.message };
  return { title: i18next.t('problem.internal'), detail: '' };
}

interface Notice {
  color: string;
  title?: string;
  message: string;
  /** Milliseconds. */
  autoClose: number;
}

function announce(notice: Notice): void {
  // A cross says nothing to who cannot see it.
  const closeButtonProps = { 'aria-label': i18next.t('common.close') };
  void import('./notices.js').then(({ notifications }) => notifications.show({ ...notice, closeButtonProps }));
}

export function notifyProblem(error: unknown): void {
  const { title, detail } = problemText(error);
  announce({ color: 'red', title, message: detail, autoClose: 10_000 });
}

export function notifyDone(message: string): void {
  announce({ color: 'teal', message, autoClose: 4_000 });
}
