import { Search } from "lucide-react";
import { useId, useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { Dialog, Kbd } from "@/ui";
import { find, highlight, type Findable } from "./palette";
import { possible, useAllActions, type Action } from "./registry";
import { sourceStore } from "./sources";
import { closeViews, viewStore } from "./views";

interface Row extends Findable {
  id: string;
  group: string;
  icon?: Action["icon"];
  hint?: string | undefined;
  keys?: string | undefined;
  run: () => void;
}

const SHOWN = 60;

function useRows(words: string): Row[] {
  const { t } = useTranslation("actions");
  const actions = useAllActions();
  const sources = useStore(sourceStore, (state) => state.sources);
  const commands: Row[] = actions
    .filter((action) => !action.quiet && possible(action))
    .map((action) => ({
      id: action.id,
      title: action.title(),
      group: t(`group.${action.group}`),
      icon: action.icon,
      keys: action.keys?.[0],
      run: () => void action.run(),
    }));
  const places: Row[] =
    words.trim() === ""
      ? []
      : sources.flatMap((source) =>
          find(source.list(), words)
            .slice(0, 8)
            .map((place): Row => ({ ...place, group: source.heading() })),
        );
  // Best first inside a group; groups in the order in which they first appear.
  const found = [...places, ...find(commands, words)].slice(0, SHOWN);
  const groups = [...new Set(found.map((row) => row.group))];
  return groups.flatMap((group) => found.filter((row) => row.group === group));
}

function List({ onRun }: { onRun: (row: Row) => void }) {
  const { t } = useTranslation("shell");
  const [words, setWords] = useState("");
  const [at, setAt] = useState(0);
  const id = useId();
  const rows = useRows(words);
  const now = Math.min(at, rows.length - 1);

  const run = (row: Row | undefined) => {
    if (row) onRun(row);
  };
  const press = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    const step = steps[event.key];
    if (step !== undefined) setAt((now + step + rows.length) % Math.max(1, rows.length));
    else if (event.key === "Enter") run(rows[now]);
    else return;
    event.preventDefault();
  };

  return (
    <>
      <div className="in">
        <Search className="icon" aria-hidden />
        <input
          role="combobox"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={rows[now] ? `${id}-${now}` : undefined}
          aria-label={t("palette.placeholder")}
          placeholder={t("palette.placeholder")}
          value={words}
          onChange={(event) => {
            setWords(event.target.value);
            setAt(0);
          }}
          onKeyDown={press}
        />
      </div>
      <div className="menu rows" role="listbox" id={`${id}-list`} aria-label={t("palette.results")}>
        {rows.map((row, index) => {
          const Icon = row.icon;
          const [before, hit, after] = highlight(row.title, words);
          const heading = rows[index - 1]?.group === row.group ? null : row.group;
          return (
            <div key={row.id} role="presentation">
              {heading !== null && (
                <p className="label" role="presentation">
                  {heading}
                </p>
              )}
              <div
                id={`${id}-${index}`}
                role="option"
                aria-selected={index === now}
                className={`menu-item${index === now ? " is-hover" : ""}`}
                ref={
                  index === now
                    ? (element) => element?.scrollIntoView({ block: "nearest" })
                    : undefined
                }
                onPointerMove={() => setAt(index)}
                onClick={() => run(row)}
              >
                {Icon ? <Icon className="icon" aria-hidden /> : <span className="icon" />}
                <span>
                  {before}
                  <mark>{hit}</mark>
                  {after}
                </span>
                {row.hint !== undefined && <span className="hint num">{row.hint}</span>}
                {row.keys !== undefined && (
                  <span className="hint keys">
                    <Kbd keys={row.keys} />
                  </span>
                )}
              </div>
            </div>
          );
        })}
      </div>
      {rows.length === 0 && (
        <p className="none" role="status">
          {t("palette.none", { words })}
        </p>
      )}
      <div className="foot" aria-hidden>
        <span>
          <Kbd keys="arrowup" />
          <Kbd keys="arrowdown" />
          {t("palette.move")}
        </span>
        <span>
          <Kbd keys="enter" />
          {t("palette.open")}
        </span>
        <span>
          <Kbd keys="escape" />
          {t("palette.close")}
        </span>
      </div>
    </>
  );
}

/** Every command and every month, a few letters away. */
export function Palette() {
  const { t } = useTranslation("shell");
  const open = useStore(viewStore, (state) => state.open === "palette");
  const chosen = useRef<Row | null>(null);
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && closeViews()}
      title={t("palette.title")}
      bare
      className="palette"
      onCloseAutoFocus={() => {
        // Only once the focus is back where it was: a dialog that opens now returns it there too.
        const row = chosen.current;
        chosen.current = null;
        row?.run();
      }}
    >
      <List
        onRun={(row) => {
          chosen.current = row;
          closeViews();
        }}
      />
    </Dialog>
  );
}
