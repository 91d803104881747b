import { UserPlus } from "lucide-react";
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type MouseEvent } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useActions } from "@/actions/registry";
import { media } from "@/api";
import { fixedSequence, photoPath, setSequence } from "@/app/sequence";
import { Button, Note, Thumb } from "@/ui";
import { called, cover, move, notFaces, notThis, split } from "./acts";
import type { Face, Person } from "./answers";
import { dayOf } from "./askWords";
import { FaceBar } from "./FaceBar";
import { nearest, type Direction } from "./nearest";
import { useFaces } from "./queries";

const ARROWS: Record<string, Direction> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};

/** Every face of somebody, to take out those that are not. */
export function FacesView({ person }: { person: Person }) {
  const { t } = useTranslation("people");
  const navigate = useNavigate();
  const { faces, more } = useFaces(person.id, true);
  const [wanted, setWanted] = useState<ReadonlySet<number>>(new Set());
  const [current, setCurrent] = useState<number | null>(null);
  const [made, setMade] = useState<number | null>(null);
  const grid = useRef<HTMLDivElement>(null);
  const end = useRef<HTMLDivElement>(null);
  const chosen = useMemo(() => faces.filter(({ id }) => wanted.has(id)), [faces, wanted]);
  const ids = chosen.map(({ id }) => id);
  const clear = () => setWanted(new Set());

  // More come as the end comes near.
  useEffect(() => {
    if (!more || !end.current) return;
    const near = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) more();
      },
      { rootMargin: "600px" },
    );
    near.observe(end.current);
    return () => near.disconnect();
  }, [more]);

  const openPhoto = (face: Face) => {
    setSequence(
      fixedSequence(`/people/${person.id}`, [...new Set(faces.map(({ asset_id }) => asset_id))]),
    );
    void navigate(photoPath(face.asset_id));
  };
  const does = {
    notThis: () => {
      clear();
      void notThis(person, ids);
    },
    split: () => {
      clear();
      void split(person, ids).then((done) => setMade(done?.person_id ?? null));
    },
    notFace: () => {
      clear();
      void notFaces(ids);
    },
    cover: () => {
      const [face] = ids;
      clear();
      if (face !== undefined) void cover(person, face);
    },
    open: () => {
      const [face] = chosen;
      if (face) openPhoto(face);
    },
  };
  const some = () => chosen.length > 0;
  useActions([
    {
      id: "faces.notThis",
      group: "edit",
      keys: ["n"],
      title: () => t("actions.notThis"),
      when: some,
      run: does.notThis,
    },
    {
      id: "faces.split",
      group: "edit",
      keys: ["s"],
      title: () => t("actions.split"),
      when: some,
      run: does.split,
    },
    {
      id: "faces.notFace",
      group: "edit",
      keys: ["x"],
      title: () => t("actions.notAFace"),
      when: some,
      run: does.notFace,
    },
    {
      id: "faces.cover",
      group: "edit",
      keys: ["c"],
      title: () => t("actions.cover"),
      when: () => chosen.length === 1,
      run: does.cover,
    },
    {
      id: "faces.all",
      group: "edit",
      keys: ["mod+a"],
      quiet: true,
      title: () => t("actions.selectAll"),
      run: () => setWanted(new Set(faces.map(({ id }) => id))),
    },
    {
      id: "faces.clear",
      group: "edit",
      keys: ["escape"],
      quiet: true,
      title: () => t("actions.clear"),
      when: some,
      run: clear,
    },
  ]);

  const choose = (id: number, range: boolean) => {
    setMade(null);
    setCurrent(id);
    const order = faces.map((face) => face.id);
    const from = order.indexOf(current ?? id);
    const to = order.indexOf(id);
    const next = new Set(wanted);
    if (range && from >= 0)
      for (const one of order.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(one);
    else if (!next.delete(id)) next.add(id);
    setWanted(next);
  };
  const press = (event: KeyboardEvent) => {
    const direction = ARROWS[event.key];
    if (!direction || event.metaKey || event.ctrlKey || event.altKey) return;
    const tiles = [...(grid.current?.querySelectorAll<HTMLElement>("[data-face]") ?? [])];
    const at = tiles.indexOf(event.target as HTMLElement);
    if (at < 0) return;
    const spots = tiles.map((tile) => tile.getBoundingClientRect());
    const to = tiles[nearest(spots, at, direction)];
    if (!to) return;
    event.preventDefault();
    to.focus();
    const id = Number(to.dataset["face"]);
    if (event.shiftKey) choose(id, true);
    else setCurrent(id);
  };
  const name = (face: Face) => {
    const date = dayOf(face.time);
    if (face.id === person.cover_face_id) return t("face.cover", { date });
    return t(face.how === "decided" ? "face.sure" : "face.name", { date });
  };
  const tab = faces.some(({ id }) => id === current) ? current : faces[0]?.id;
  return (
    <div className="faces-view">
      {made === null ? (
        <p className="ink-3">{t("face.hint")}</p>
      ) : (
        <Note icon={UserPlus} lead={t("face.made")}>
          <button type="button" className="link" onClick={() => void navigate(`/people/${made}`)}>
            {t("face.newPerson")}
          </button>
        </Note>
      )}
      <div
        ref={grid}
        role="group"
        aria-label={t("face.grid", { name: called(person) })}
        className="face-grid"
        onKeyDown={press}
      >
        {faces.map((face) => (
          <button
            key={face.id}
            type="button"
            className={`face-tile${wanted.has(face.id) ? " selected" : ""}`}
            data-face={face.id}
            tabIndex={face.id === tab ? 0 : -1}
            aria-pressed={wanted.has(face.id)}
            aria-label={name(face)}
            onFocus={() => setCurrent(face.id)}
            onClick={(event: MouseEvent) => choose(face.id, event.shiftKey)}
            onDoubleClick={() => openPhoto(face)}
          >
            {face.picture && <Thumb src={media.face(face.id)} loading="lazy" />}
          </button>
        ))}
      </div>
      <div ref={end} />
      {more && (
        <Button size="sm" onClick={more}>
          {t("face.more")}
        </Button>
      )}
      <FaceBar
        person={person}
        count={chosen.length}
        onNotThis={does.notThis}
        onSplit={does.split}
        onMove={(who, to) => {
          clear();
          void move(ids, who, to);
        }}
        onCover={does.cover}
        onNotFace={does.notFace}
        onOpen={does.open}
        onClear={clear}
      />
    </div>
  );
}
