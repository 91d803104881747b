import { useQuery } from "@tanstack/react-query";
import {
  Calendar,
  CalendarDays,
  Check,
  ChevronDown,
  Folder,
  Images,
  type LucideIcon,
} from "lucide-react";
import { useId, useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { api, call, keys, type Schemas } from "@/api";
import { locale } from "@/i18n";
import { Popover } from "@/ui";
import { useWords } from "./words";

type Scope = Schemas["ScopeDto"];

const ICONS: Record<Scope["label_kind"], LucideIcon> = {
  library: Images,
  year: Calendar,
  month: CalendarDays,
  root: Folder,
};

/** Everything there is to pick from. */
export function useScopes() {
  return useQuery({ queryKey: keys.scopes, queryFn: () => call(api.GET("/api/v1/picks/scopes")) });
}

interface ScopeMenuProps {
  scope: string;
  onScope: (scope: string) => void;
}

/** "of August 2024": the end of the title, and the choice of what to pick from. */
export function ScopeMenu({ scope, onScope }: ScopeMenuProps) {
  const { t } = useTranslation("picks");
  const words = useWords();
  const { data } = useScopes();
  const [open, setOpen] = useState(false);
  const scopes = data?.scopes ?? [];
  const now = scopes.find((one) => one.scope === scope);
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      label={t("scope.choose")}
      align="start"
      caret={false}
      className="scope-menu"
      trigger={
        <button type="button" className="t-28 of" title={t("scope.choose")}>
          <span>{t("scope.of", { scope: now ? words.scope(now) : t("scope.library") })}</span>
          <ChevronDown className="icon s20" aria-hidden />
        </button>
      }
    >
      <Choices
        scopes={scopes}
        chosen={scope}
        onChoose={(next) => {
          onScope(next);
          setOpen(false);
        }}
      />
    </Popover>
  );
}

interface ChoicesProps {
  scopes: readonly Scope[];
  chosen: string;
  onChoose: (scope: string) => void;
}

function Choices({ scopes, chosen, onChoose }: ChoicesProps) {
  const { t } = useTranslation("picks");
  const words = useWords();
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState("");
  const wanted = typed.trim().toLocaleLowerCase();
  const name = (one: Scope) => (one.label_kind === "library" ? t("scope.all") : words.scope(one));
  const found = scopes.filter((one) => name(one).toLocaleLowerCase().includes(wanted));
  const start = Math.max(
    0,
    found.findIndex((one) => one.scope === chosen),
  );
  const [moved, setMoved] = useState<number | null>(null);
  const active = Math.min(moved ?? start, found.length - 1);

  const move = (to: number) => {
    setMoved(to);
    list.current?.querySelectorAll('[role="option"]')[to]?.scrollIntoView({ block: "nearest" });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown") move(Math.min(found.length - 1, active + 1));
    else if (event.key === "ArrowUp") move(Math.max(0, active - 1));
    else if (event.key === "Enter") {
      const one = found[active];
      if (one) onChoose(one.scope);
    } else return;
    event.preventDefault();
  };

  const headings: Partial<Record<Scope["label_kind"], string>> = {
    year: t("scope.years"),
    month: t("scope.months"),
    root: t("scope.folders"),
  };
  return (
    <>
      <input
        className="find"
        role="combobox"
        aria-expanded
        aria-controls={id}
        aria-activedescendant={found.length > 0 ? `${id}-${active}` : undefined}
        aria-label={t("scope.find")}
        placeholder={t("scope.find")}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setMoved(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div
        ref={list}
        id={id}
        className="options"
        role="listbox"
        aria-label={t("scope.choose")}
        tabIndex={-1}
      >
        {found.map((one, index) => {
          const Icon = ICONS[one.label_kind];
          const heading =
            found[index - 1]?.label_kind === one.label_kind ? undefined : headings[one.label_kind];
          return (
            <div key={one.scope} role="presentation">
              {heading !== undefined && (
                <p className="label" role="presentation">
                  {heading}
                </p>
              )}
              <div
                id={`${id}-${index}`}
                role="option"
                aria-selected={one.scope === chosen}
                className={`menu-item${index === active ? " active" : ""}`}
                onClick={() => onChoose(one.scope)}
              >
                <Icon className="icon" aria-hidden />
                <span className="cut">{name(one)}</span>
                <span className="hint num">
                  {new Intl.NumberFormat(locale()).format(one.count)}
                </span>
                {one.scope === chosen && <Check className="icon" aria-hidden />}
              </div>
            </div>
          );
        })}
      </div>
      {found.length === 0 && <p className="nothing ink-2">{t("scope.none", { words: typed })}</p>}
    </>
  );
}
