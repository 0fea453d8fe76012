/** An audio channel as exports number it, from 0; null for what is none. Nobody records more than 64. */
export function channelOf(value: unknown): number | null {
  const channel = typeof value === 'string' && /^\d{1,2}$/.test(value) ? Number(value) : value;
  return typeof channel === 'number' && Number.isInteger(channel) && channel >= 0 && channel < 64 ? channel : null;
}
