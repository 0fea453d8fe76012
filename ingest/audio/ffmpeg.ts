/** Where ffmpeg and ffprobe are. */
export interface Ffmpeg {
  readonly ffmpegPath: string;
  readonly ffprobePath: string;
  readonly origin: 'configured' | 'system' | 'package';
}
