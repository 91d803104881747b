import { EyeOff, Images, Merge, PencilLine, UserCheck, UserX, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { Button, IconButton, Menu } from "@/ui";
import type { Hidden, Person } from "./answers";
import { hideRows } from "./hideRows";
import { mergeTargets } from "./sections";
import { clearSelected } from "./view";

interface PeopleBarProps {
  chosen: readonly Person[];
  onMerge: (into: Person) => void;
  onHide: (level: Hidden) => void;
  onName: (person: Person) => void;
  /** Says of what is not sure that it is a face, or is none. */
  onFaces: (are: boolean) => void;
}

const MOST_TOGETHER = 20;

/** What can be done with the people chosen. It floats, so it never pushes faces. */
export function PeopleBar({ chosen, onMerge, onHide, onName, onFaces }: PeopleBarProps) {
  const { t } = useTranslation("people");
  const navigate = useNavigate();
  const [one] = chosen;
  if (!one) return null;
  const several = chosen.length > 1;
  const targets = mergeTargets(chosen);
  const [target] = targets;
  const alike = chosen.every(({ kind }) => kind === one.kind);
  const unsure = chosen.every((person) => person.unsure);
  return (
    <div className="bar" role="toolbar" aria-label={t("bar.name", { count: chosen.length })}>
      <span className="lead" aria-live="polite">
        {t("bar.name", { count: chosen.length })}
      </span>
      <span className="sep" />
      {unsure && (
        <>
          <Button look="ghost" icon={UserCheck} onClick={() => onFaces(true)}>
            {t("bar.areFaces")}
          </Button>
          <Button look="ghost" icon={UserX} onClick={() => onFaces(false)}>
            {t("bar.notFaces")}
          </Button>
        </>
      )}
      {several && alike && target && targets.length === 1 && (
        <Button look="ghost" icon={Merge} onClick={() => onMerge(target)}>
          {target.name === "" ? t("bar.merge") : t("bar.mergeInto", { name: target.name })}
        </Button>
      )}
      {several && alike && targets.length > 1 && (
        <Menu
          align="center"
          label={t("bar.mergeWhich")}
          rows={[
            { heading: t("bar.mergeWhich") },
            ...targets.map((person) => ({
              id: String(person.id),
              label: person.name,
              hint: t("photos", { count: person.photos }),
              onSelect: () => onMerge(person),
            })),
          ]}
        >
          <Button look="ghost" icon={Merge}>
            {t("bar.merge")}
          </Button>
        </Menu>
      )}
      {!several && (
        <Button look="ghost" icon={PencilLine} onClick={() => onName(one)}>
          {t("bar.giveName")}
        </Button>
      )}
      {several && chosen.length <= MOST_TOGETHER && (
        <Button
          look="ghost"
          icon={Images}
          onClick={() => void navigate(`/people/with/${chosen.map(({ id }) => id).join(",")}`)}
        >
          {t("bar.together")}
        </Button>
      )}
      <Menu
        align="center"
        label={t("bar.hide")}
        rows={hideRows(several ? null : one.hidden, onHide)}
      >
        <Button look="ghost" icon={EyeOff}>
          {t("bar.hide")}
        </Button>
      </Menu>
      <span className="sep" />
      <IconButton
        icon={X}
        label={t("bar.clear")}
        keys="escape"
        side="top"
        onClick={clearSelected}
      />
    </div>
  );
}
