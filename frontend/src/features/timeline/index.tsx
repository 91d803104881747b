export default function PhotosScreen() {
  return null;
}
