/** How turns compare with what people marked, on a grid of 10 ms. */
import type { Turn } from '../../../models/domain/index.js';
import type { Transcription } from '../../../models/transcriber/transcriber.js';
import type { Call, SpokenSegment } from './calls.js';

const GRID_MS = 10;
/** People and programs set the edge of a word this much apart; outside it false is false. */
const EDGE_MS = 200;

/** In grid steps, so that calls add up. */
export interface ChannelFigures {
  readonly spoken: number;
  readonly found: number;
  readonly marked: number;
  readonly falselyMarked: number;
  /** Turns in which people marked words, and those of them that are on the channel that most of these were spoken on. */
  readonly turns: number;
  readonly turnsOnTheirChannel: number;
}

export interface SpeakerFigures {
  readonly all: number;
  readonly right: number;
  readonly sure: number;
  readonly sureAndRight: number;
}

const SURE = 0.8;

/** Two channels: words found, marked time where nobody spoke, and the channel. */
export function channelFigures({ segments, channels }: Call, { turns, participants }: Transcription): ChannelFigures {
  const sum = { spoken: 0, found: 0, marked: 0, falselyMarked: 0, turns: 0, turnsOnTheirChannel: 0 };
  const length = Math.ceil(channels[0].length / 16 / GRID_MS);
  for (const channel of [0, 1]) {
    const own = segments.filter((segment) => segment.channel === channel);
    const spoken = grid(
      length,
      own.filter(({ noise }) => !noise).flatMap(({ words }) => words),
      0,
    );
    const allowed = grid(length, own, EDGE_MS);
    const ids = new Set(participants.filter((one) => one.channel === channel).map(({ id }) => id));
    const marked = grid(length, turns.filter(({ speaker }) => ids.has(speaker ?? '')).map(timesOf), 0);
    for (let i = 0; i < length; i += 1) {
      if (spoken[i]) {
        sum.spoken += 1;
        if (marked[i]) sum.found += 1;
      }
      if (marked[i]) sum.marked += 1;
      if (marked[i] && !allowed[i]) sum.falselyMarked += 1;
    }
  }
  const words = (channel: number, { startMs, endMs }: { startMs: number; endMs: number }): number =>
    segments
      .filter((segment) => !segment.noise && segment.channel === channel)
      .flatMap((segment) => segment.words)
      .reduce((total, word) => total + Math.max(0, Math.min(endMs, word.endMs) - Math.max(startMs, word.startMs)), 0);
  for (const turn of turns) {
    const channel = participants.find(({ id }) => id === turn.speaker)?.channel === 0 ? 0 : 1;
    const [here, there] = [words(channel, timesOf(turn)), words(1 - channel, timesOf(turn))];
    if (here + there === 0 || (here === 0 && segments.some((each) => isNoiseIn(each, channel, timesOf(turn)))))
      continue;
    sum.turns += 1;
    if (here > there) sum.turnsOnTheirChannel += 1;
  }
  return sum;
}

/** One channel: the time of words that one person alone spoke and a turn covers; which speaker is whom is settled in their favour. */
export function speakerFigures({ segments }: Call, { turns }: Transcription): SpeakerFigures {
  const counted: { who: number; speaker: string; sure: boolean }[] = [];
  const spoken = segments.filter(({ noise }) => !noise);
  for (const word of spoken.flatMap(({ words, channel }) => words.map((each) => ({ ...each, channel }))))
    for (let at = word.startMs; at < word.endMs; at += GRID_MS) {
      if (spoken.some((other) => other.channel !== word.channel && says(other, at))) continue;
      const turn = turns.find((each) => (each.startMs ?? 0) <= at && at < (each.endMs ?? 0));
      if (turn) counted.push({ who: word.channel, speaker: turn.speaker ?? '', sure: (turn.confidence ?? 0) >= SURE });
    }
  const speakers = [...new Set(turns.map(({ speaker }) => speaker ?? ''))];
  const figures = speakers.flatMap((agent) =>
    speakers
      .filter((caller) => caller !== agent || speakers.length === 1)
      .map((caller) => {
        const isRight = ({ who, speaker }: (typeof counted)[number]): boolean =>
          // With one speaker only, the other person is never right.
          speakers.length === 1 ? who === 0 : speaker === (who === 0 ? agent : caller);
        const sure = counted.filter((each) => each.sure);
        return {
          all: counted.length,
          right: counted.filter(isRight).length,
          sure: sure.length,
          sureAndRight: sure.filter(isRight).length,
        };
      }),
  );
  return figures.reduce((best, each) => (each.right > best.right ? each : best), {
    all: counted.length,
    right: 0,
    sure: 0,
    sureAndRight: 0,
  });
}

/** A cough that people marked on this channel was not said on the other. */
const isNoiseIn = (
  segment: SpokenSegment,
  channel: number,
  { startMs, endMs }: { startMs: number; endMs: number },
): boolean => segment.noise && segment.channel === channel && segment.startMs < endMs && segment.endMs > startMs;
const says = ({ words }: SpokenSegment, at: number): boolean =>
  words.some(({ startMs, endMs }) => startMs <= at && at < endMs);
const timesOf = ({ startMs, endMs }: Turn): { startMs: number; endMs: number } => ({
  startMs: startMs ?? 0,
  endMs: endMs ?? 0,
});

function grid(length: number, spans: readonly { startMs: number; endMs: number }[], edgeMs: number): Uint8Array {
  const marked = new Uint8Array(length);
  for (const { startMs, endMs } of spans)
    marked.fill(
      1,
      Math.max(0, Math.floor((startMs - edgeMs) / GRID_MS)),
      Math.max(0, Math.ceil((endMs + edgeMs) / GRID_MS)),
    );
  return marked;
}
