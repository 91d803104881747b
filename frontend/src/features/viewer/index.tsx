export default function ViewerScreen() {
  return null;
}
