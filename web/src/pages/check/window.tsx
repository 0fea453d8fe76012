export function CheckWindow() {
  return null;
}
