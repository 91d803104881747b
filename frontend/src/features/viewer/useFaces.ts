import { useQuery } from "@tanstack/react-query";
import type { Schemas } from "@/api";
import { facesQuery } from "@/app/people/queries";
import { boxOf, readingOrder, type Box } from "@/domain/viewer/boxes";

/** A face of a photo, as the server tells it. */
export type FaceDto = Schemas["FaceOfPhotoDto"];

/** A face with a box that can be drawn. */
export interface Face extends Omit<FaceDto, "box"> {
  box: Box;
}

/** Whether somebody only looks like the person: nobody said so yet. */
export const isAsked = ({ how, name }: Pick<FaceDto, "how" | "name">): boolean =>
  how === "grouped" && name !== "";

/** Those of the faces that are shown, in the order they are read: not what somebody said is no face. */
export function shownFaces(faces: readonly FaceDto[]): Face[] {
  const drawable = faces.flatMap((face): Face[] => {
    const box = boxOf(face.box);
    return box && face.verdict !== "not_face" && !face.gone ? [{ ...face, box }] : [];
  });
  return readingOrder(drawable);
}

/** The faces of a photo; null until they are known. */
export function useFaces(photo: number | undefined): { faces: Face[]; searched: boolean } | null {
  const { data } = useQuery({ ...facesQuery(photo ?? 0), enabled: photo !== undefined });
  return data ? { faces: shownFaces(data.faces), searched: data.searched } : null;
}
