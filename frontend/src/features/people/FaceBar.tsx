import { Image, ImagePlus, MoveRight, UserPlus, UserRoundX, UserX, X } from "lucide-react";
import { useState } from "react";
import { createPortal } from "react-dom";
import { useTranslation } from "react-i18next";
import { NamePicker, type Chosen } from "@/app/people/NamePicker";
import { Button, IconButton, Popover } from "@/ui";
import type { Person } from "./answers";
import { usePeople } from "./queries";

interface FaceBarProps {
  person: Person;
  count: number;
  onNotThis: () => void;
  onSplit: () => void;
  /** Who they are, and how that person is called. */
  onMove: (who: Chosen, name: string) => void;
  onCover: () => void;
  onNotFace: () => void;
  onOpen: () => void;
  onClear: () => void;
}

/** What can be said of the faces chosen. */
export function FaceBar(props: FaceBarProps) {
  const { person, count, onNotThis, onSplit, onMove, onCover, onNotFace, onOpen, onClear } = props;
  const { t } = useTranslation("people");
  const [moving, setMoving] = useState(false);
  const list = usePeople(person.kind === "person" ? "people" : "pets");
  const others = list.people.filter((one) => one.name !== "" && one.id !== person.id);
  if (count === 0) return null;
  // It floats over what scrolls, so it lies beside it.
  const main = document.querySelector("main");
  if (!main) return null;
  return createPortal(
    <div className="bar" role="toolbar" aria-label={t("bar.name", { count })}>
      <span className="lead" aria-live="polite">
        {t("bar.name", { count })}
      </span>
      <span className="sep" />
      <Button look="ghost" icon={UserRoundX} onClick={onNotThis}>
        {person.name === "" ? t("face.notThisNobody") : t("face.notThis", { name: person.name })}
      </Button>
      <Button look="ghost" icon={UserPlus} onClick={onSplit}>
        {t("face.split")}
      </Button>
      <Popover
        inMain
        open={moving}
        onOpenChange={setMoving}
        label={t("face.moveWho")}
        side="top"
        className="move-pop"
        trigger={
          <Button look="ghost" icon={MoveRight}>
            {t("face.move")}
          </Button>
        }
      >
        <NamePicker
          atOnce
          label={t("face.moveWho")}
          people={others}
          onLeave={() => setMoving(false)}
          onChoose={(who) => {
            setMoving(false);
            const to =
              "name" in who ? who.name : others.find(({ id }) => id === who.person_id)?.name;
            onMove(who, to ?? "");
          }}
        />
      </Popover>
      <Button look="ghost" icon={UserX} onClick={onNotFace}>
        {t("face.notFace")}
      </Button>
      {count === 1 && (
        <>
          <Button look="ghost" icon={ImagePlus} onClick={onCover}>
            {t("face.asCover")}
          </Button>
          <Button look="ghost" icon={Image} onClick={onOpen}>
            {t("face.openPhoto")}
          </Button>
        </>
      )}
      <span className="sep" />
      <IconButton icon={X} label={t("bar.clear")} keys="escape" side="top" onClick={onClear} />
    </div>,
    main,
  );
}
