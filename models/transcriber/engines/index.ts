/** The speech engines: in a process of their own (bundled, Whisper, sherpa) or on another machine (remote). */
export { hostedEngine, type HostOptions } from './host.js';
export { type HostedSpec } from './protocol.js';
export { openRemoteEngine, type RemoteSettings } from './remote.js';
