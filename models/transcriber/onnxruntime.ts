/**
 * onnxruntime, silenced: since 1.30 its Linux builds write an identifier to the temporary folder and report each
 * session to Microsoft unless this variable is set before the first session opens. Nothing here talks to anybody
 * unasked, so every use of onnxruntime comes through this file.
 */
process.env['ORT_DISABLE_TELEMETRY'] = '1';

export { InferenceSession, Tensor } from 'onnxruntime-node';
