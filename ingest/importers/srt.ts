import type { Importer } from '../importer.js';
import { isTimingLine } from '../transcripts/subtitle-cues.js';
import { readSubtitles } from '../transcripts/subtitles.js';

/** How far into the text the first timing line is looked for. */
const HEAD = 4096;

/** SubRip, also under the suffix `.vtt`: what lacks the WebVTT header and has cues is read as this. */
export const srtImporter: Importer = {
  name: 'srt',
  label: 'SRT',
  mediaType: 'application/x-subrip',
  recognise: ({ text }) => {
    if (text === null || /^\s*WEBVTT/.test(text)) return false;
    const lines = text
      .slice(0, HEAD)
      .split(/\r\n|\n|\r/)
      .filter((line) => line.trim() !== '');
    // The counter, then the times; a damaged first cue or two must not hide the rest.
    return lines.slice(0, 12).some(isTimingLine);
  },
  read: (source, options) => readSubtitles(source, { name: 'srt', hasHeader: false }, options),
};
