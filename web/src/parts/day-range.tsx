import '@mantine/dates/styles.css';
import 'dayjs/locale/zh-cn';

import { DatePickerInput } from '@mantine/dates';

import { currentLanguage } from '../app/i18n.js';

interface Props {
  label: string;
  /** Days as `2026-03-31`. */
  from: string | undefined;
  to: string | undefined;
  onChange: (from: string | undefined, to: string | undefined) => void;
}

export function DayRange({ label, from, to, onChange }: Props) {
  return (
    <DatePickerInput
      type="range"
      aria-label={label}
      placeholder={label}
      clearable
      w={240}
      locale={currentLanguage() === 'zh' ? 'zh-cn' : 'en'}
      valueFormat="YYYY-MM-DD"
      value={[from ?? null, to ?? null]}
      onChange={([first, last]) => onChange(first ?? undefined, last ?? undefined)}
    />
  );
}
