import { queryClient } from "@/api";
import { peopleCalls } from "@/app/people/calls";
import type { Chosen } from "@/app/people/chosen";
import { decide } from "@/app/people/decide";
import { facesQuery, namesQuery } from "@/app/people/queries";
import type { Box } from "@/domain/viewer/boxes";
import { i18n } from "@/i18n";
import type { Face, FaceDto } from "./useFaces";

const t = i18n.t.bind(i18n);

/** The name of who was chosen. */
export function nameOf(who: Chosen): string {
  if ("name" in who) return who.name;
  const known = queryClient.getQueryData(namesQuery.queryKey)?.people;
  return known?.find(({ id }) => id === who.person_id)?.name ?? "";
}

/** The faces of a photo on this page, changed; and how they were. */
function shown(photo: number, next: (face: FaceDto) => FaceDto | null) {
  const { queryKey } = facesQuery(photo);
  const before = queryClient.getQueryData(queryKey);
  const put = (data: typeof before) => {
    // An answer that is still on its way is older than this.
    void queryClient.cancelQueries({ queryKey });
    queryClient.setQueryData(queryKey, data);
  };
  const after = before && { ...before, faces: before.faces.flatMap((face) => next(face) ?? []) };
  return { apply: () => put(after), revert: () => put(before) };
}

const only = (id: number, next: (face: FaceDto) => FaceDto | null) => (face: FaceDto) =>
  face.id === id ? next(face) : face;

const person = (who: Chosen): Pick<FaceDto, "person_id" | "name" | "how"> => ({
  person_id: "person_id" in who ? who.person_id : null,
  name: nameOf(who),
  how: "decided",
});

export const nameFace = (face: Face, who: Chosen) =>
  decide({
    label: t("faces:done.named", { name: nameOf(who) }),
    steps: [() => peopleCalls.assign([face.id], who)],
    show: shown(
      face.asset_id,
      only(face.id, (one) => ({ ...one, ...person(who) })),
    ),
  });

export const denyFace = (face: Face, personId: number) =>
  decide({
    label: t("faces:done.denied", { name: face.name }),
    steps: [() => peopleCalls.notThis([face.id], personId)],
    show: shown(
      face.asset_id,
      only(face.id, (one) => ({ ...one, person_id: null, name: "", how: null })),
    ),
  });

export const notAFace = (face: Face) =>
  decide({
    label: t("faces:done.notAFace"),
    steps: [() => peopleCalls.notAFace([face.id])],
    show: shown(
      face.asset_id,
      only(face.id, () => null),
    ),
  });

export const removeBox = (face: Face) =>
  decide({
    label: t("faces:done.removed"),
    steps: [() => peopleCalls.remove(face.id)],
    show: shown(
      face.asset_id,
      only(face.id, () => null),
    ),
  });

export const drawFace = (photo: number, box: Box, who: Chosen | null) =>
  decide({
    label: who ? t("faces:done.drawnNamed", { name: nameOf(who) }) : t("faces:done.drawn"),
    steps: [() => peopleCalls.draw(photo, box, who)],
  });

export const moveBox = (face: Face, box: Box) =>
  decide({
    label: t("faces:done.moved"),
    steps: [() => peopleCalls.move(face.id, box)],
    show: shown(
      face.asset_id,
      only(face.id, (one) => ({ ...one, box: [...box], source: "drawn" })),
    ),
  });

export const makeCover = (face: Face, personId: number) =>
  decide({
    label: t("faces:done.cover", { name: face.name }),
    steps: [() => peopleCalls.cover(personId, face.id)],
  });

/** Says of several faces at once who they are. */
export const nameFaces = (ids: readonly number[], who: Chosen) =>
  decide({
    label: t("faces:done.namedMany", { count: ids.length, name: nameOf(who) }),
    steps: [() => peopleCalls.assign(ids, who)],
  });
