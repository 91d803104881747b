import type { FaceDto } from "./useFaces";

/** What is worth a word about how somebody looks at us: closed eyes before a smile; most say nothing. */
export function faceLook({
  eyes,
  smiling,
}: Pick<FaceDto, "eyes" | "smiling">): "eyesClosed" | "smiling" | null {
  if (eyes === "closed") return "eyesClosed";
  return smiling === true ? "smiling" : null;
}
