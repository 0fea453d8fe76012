import type { Importer } from '../importer.js';
import { readSubtitles } from '../transcripts/subtitles.js';

const HEADER = /^\s*WEBVTT(?:[ \t\r\n]|$)/;

/** WebVTT as Zoom (`Name: words`), Teams (`<v Name>words</v>`) and others write it. https://www.w3.org/TR/webvtt1/ */
export const webvttImporter: Importer = {
  name: 'webvtt',
  label: 'WebVTT (Zoom, Teams)',
  mediaType: 'text/vtt',
  recognise: ({ text }) => text !== null && HEADER.test(text),
  read: (source, options) => readSubtitles(source, { name: 'webvtt', hasHeader: true }, options),
};
