/**
 * Cues of WebVTT and SRT. Written here and not taken from a library: those that run on Node 20 either
 * lose cues with broken times silently (media-captions, and only asynchronously), or stop at a BOM, at
 * CR line ends or at a blank line (@plussub/srt-vtt-parser, subtitle), and a completeness manifest needs
 * every cue counted. Rules: https://www.w3.org/TR/webvtt1/#file-parsing, made tolerant for SRT.
 */

/** A cue with its raw payload (tags and entities still in it). */
export interface Cue {
  readonly startMs: number;
  readonly endMs: number;
  readonly payload: string;
}

export interface CueList {
  readonly cues: readonly Cue[];
  /** Cues whose times make no sense, and text that stands under no time. */
  readonly malformed: number;
}

const TIMESTAMP = String.raw`(?:(\d{1,4}):)?(\d{1,2}):(\d{2})(?:[.,](\d{1,9}))?`;
const TIMING = new RegExp(`^\\s*${TIMESTAMP}\\s*-->\\s*${TIMESTAMP}(?:\\s|$)`);

/** Whether a line is a timing line with readable times. */
export const isTimingLine = (line: string): boolean => TIMING.test(line);

/** Reads cues in file order. `hasHeader`: a WebVTT header, and NOTE, STYLE and REGION blocks, are to be skipped. */
export function readCues(text: string, hasHeader: boolean): CueList {
  const lines = text.split(/\r\n|\n|\r/);
  const cues: Cue[] = [];
  let malformed = 0;
  let isLastRead = false;
  let at = hasHeader ? skipHeader(lines) : 0;
  while (at < lines.length) {
    if (isBlank(lines[at])) {
      at++;
      continue;
    }
    const block = blockAt(lines, at);
    at = block.next;
    if (block.timing === null) {
      const last = cues.at(-1);
      if (hasHeader ? /^(NOTE|STYLE|REGION)(\s|$)/.test(block.body[0] ?? '') : isCounter(block.body)) continue;
      // SRT has no comments: words after a blank line are the rest of the cue above.
      if (!hasHeader && last && isLastRead)
        cues[cues.length - 1] = { ...last, payload: [last.payload, ...block.body].join('\n') };
      else malformed++;
      continue;
    }
    const times = readTimes(block.timing);
    isLastRead = times !== null;
    if (times) cues.push({ ...times, payload: block.body.join('\n') });
    else malformed++;
  }
  return { cues, malformed };
}

interface Block {
  /** The line with the arrow; null for a block without one. */
  readonly timing: string | null;
  readonly body: readonly string[];
  readonly next: number;
}

/** The lines up to the next blank one or, where somebody left the blank line out, up to the next cue. */
function blockAt(lines: readonly string[], start: number): Block {
  // The timing line is the first line of a block, or the second after an identifier of any form.
  const timingAt = [start, start + 1].find((at) => !isBlank(lines[start]) && lines[at]?.includes('-->'));
  const bodyFrom = timingAt === undefined ? start : timingAt + 1;
  let next = bodyFrom;
  while (next < lines.length && !isBlank(lines[next]) && !TIMING.test(lines[next] ?? '')) next++;
  // A counter directly before the next timing line belongs to the next cue.
  if (
    next < lines.length &&
    !isBlank(lines[next]) &&
    next - 1 >= bodyFrom &&
    /^\d+$/.test((lines[next - 1] ?? '').trim())
  )
    next--;
  return { timing: timingAt === undefined ? null : (lines[timingAt] ?? ''), body: lines.slice(bodyFrom, next), next };
}

/** The header runs to the first blank line, unless the first cue follows at once. */
function skipHeader(lines: readonly string[]): number {
  let at = lines.findIndex((line) => !isBlank(line)) + 1;
  while (at < lines.length && !isBlank(lines[at]) && !lines[at]?.includes('-->') && !lines[at + 1]?.includes('-->'))
    at++;
  return at;
}

function readTimes(line: string): { startMs: number; endMs: number } | null {
  const match = TIMING.exec(line);
  if (!match) return null;
  const startMs = toMs(match.slice(1, 5));
  const endMs = toMs(match.slice(5, 9));
  return startMs === null || endMs === null || endMs < startMs ? null : { startMs, endMs };
}

function toMs([hours, minutes, seconds, fraction]: readonly (string | undefined)[]): number | null {
  if (Number(minutes) > 59 || Number(seconds) > 59) return null;
  const ms = Math.round(Number(`0.${fraction ?? '0'}`) * 1000);
  const total = ((Number(hours ?? 0) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + ms;
  return total <= 2 ** 31 - 1 ? total : null;
}

const isBlank = (line: string | undefined): boolean => line === undefined || line.trim() === '';
const isCounter = (body: readonly string[]): boolean => body.length === 1 && /^\s*\d+\s*$/.test(body[0] ?? '');
