import { useQuery } from "@tanstack/react-query";
import { alikeQuery } from "@/app/people/queries";
import { likelyFirst } from "@/domain/people/likely";
import type { Known } from "@/domain/people/suggest";
import type { Face } from "./useFaces";

/** So many of the faces most like it tell who it may be. */
const LOOKED_AT = 40;

/** Everybody with a name, those first whom the face looks like; of one just drawn that is not known yet. */
export function useLikely<P extends Known>(face: Face, people: readonly P[]): readonly P[] {
  const { data } = useQuery({
    ...alikeQuery(face.id, LOOKED_AT),
    enabled: people.length > 0 && face.picture,
  });
  return likelyFirst(
    people,
    (data?.alike ?? []).map(({ face: other, likeness }) => ({
      person: other.person_id,
      likeness,
    })),
  );
}
