import { CircleMinus, Lock, Upload } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { runAction, useActions } from "@/actions/registry";
import { PhotoGrid } from "@/app/photos/PhotoGrid";
import { setCurrent } from "@/app/selection";
import { undoLast } from "@/app/undo";
import { Button, Stepper } from "@/ui";
import type { Loaded, PickPhoto } from "./candidates";
import { Facts } from "./Facts";
import { ScopeMenu, useScopes } from "./ScopeMenu";
import { ShortNote } from "./ShortNote";
import type { Decisions } from "./useDecisions";
import type { Ranked } from "./useSelection";
import { alignFor, WhyPopover } from "./WhyPopover";
import { ask, MOST_PICKS, useWish } from "./wish";
import { dayWords, useWords } from "./words";

interface PicksProps {
  loaded: Loaded | undefined;
  ranked: Ranked | null;
  broken: boolean;
  actions: Decisions;
  onView: (id: number, among: readonly number[]) => void;
  onLookThrough: () => void;
}

/** The title that is the control, the picks, and why each is one. */
export function Picks({ loaded, ranked, broken, actions, onView, onLookThrough }: PicksProps) {
  const { t } = useTranslation("picks");
  const wish = useWish();
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<number | null>(null);
  const [opened, setOpened] = useState<{
    id: number;
    tile: HTMLElement;
    align: "start" | "end";
  } | null>(null);
  const words = useWords();
  const scopes = useScopes();
  const selection = ranked?.selection;

  // In the order they were taken: a slider then exchanges a few photos and leaves the rest in peace.
  const photos = useMemo((): PickPhoto[] => {
    if (!selection || !loaded) return [];
    const times = loaded.columns.times;
    return selection.picks
      .flatMap(({ id }) => loaded.at.get(id) ?? [])
      .sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0) || a - b)
      .map((at) => {
        const id = loaded.columns.ids[at] ?? 0;
        return {
          id,
          ratio: loaded.ratios[at] ?? 1.5,
          placeholder: loaded.placeholders[at] ?? null,
          lockedIn: loaded.verdicts.get(id) === "in",
        };
      });
  }, [selection, loaded]);
  const name = ({ id, lockedIn }: PickPhoto): string => {
    const at = loaded?.at.get(id) ?? -1;
    const sure = loaded?.columns.timeSure[at] === 1;
    const date = sure ? dayWords(loaded.columns.times[at] ?? 0) : t("grid.undated");
    return lockedIn ? t("grid.lockedIn", { date }) : date;
  };
  const ids = photos.map(({ id }) => id);
  const current = active !== null && ids.includes(active) ? active : null;
  const pick = selection?.picks.find(({ id }) => id === opened?.id);

  useEffect(() => {
    setCurrent(current);
    return () => setCurrent(null);
  }, [current]);

  const closeWhy = () => {
    opened?.tile.focus();
    setOpened(null);
  };
  const leaveOut = (id: number) => {
    // The keyboard goes on with the photo that was next to it.
    const at = ids.indexOf(id);
    const next = ids[at + 1] ?? ids[at - 1] ?? null;
    setOpened(null);
    setActive(next);
    actions.leaveOut(id);
    if (next !== null) scroller.current?.querySelector<HTMLElement>(`[data-id="${next}"]`)?.focus();
  };
  const scopeNow = scopes.data?.scopes.find((one) => one.scope === wish.scope);
  const scopeWords = scopeNow ? words.scope(scopeNow) : t("scope.library");
  const exportPicks = () => {
    if (!selection || ids.length === 0) return;
    const byId = new Map(selection.picks.map((one) => [one.id, one.reasons]));
    runAction("export.photos", {
      ids,
      name: t("exportName", { count: ids.length, scope: scopeWords }),
      reasons: ids.map((id) => ({ id, reasons: byId.get(id) ?? [] })),
    });
  };

  const here = () => current !== null;
  useActions([
    {
      id: "picks.lock",
      group: "photo",
      icon: Lock,
      keys: ["l"],
      title: () => t("actions.lock"),
      when: here,
      run: () => (current === null ? undefined : actions.lock(current)),
    },
    {
      id: "picks.leaveOut",
      group: "photo",
      icon: CircleMinus,
      keys: ["x"],
      title: () => t("actions.leaveOut"),
      when: here,
      run: () => (current === null ? undefined : leaveOut(current)),
    },
    {
      id: "picks.undo",
      group: "edit",
      keys: ["u"],
      quiet: true,
      title: () => t("actions.undo"),
      run: undoLast,
    },
    {
      id: "picks.export",
      group: "photo",
      icon: Upload,
      keys: ["mod+e"],
      title: () => t("actions.export"),
      when: () => ids.length > 0,
      run: exportPicks,
    },
  ]);

  return (
    <section className="picks-main" aria-busy={!selection || loaded?.scope !== wish.scope}>
      <div className="picks-top">
        <header className="picks-head">
          <h1 className="t-28">{t("best")}</h1>
          <Stepper
            editable
            className={wish.n > 999 ? "wide" : wish.n > 99 ? "middle" : ""}
            label={t("number")}
            fewer={t("fewer")}
            more={t("more")}
            value={wish.n}
            min={1}
            max={MOST_PICKS}
            onChange={(n) => ask({ n })}
          />
          <ScopeMenu scope={wish.scope} onScope={(scope) => ask({ scope })} />
          <span className="push" />
          <Button look="primary" icon={Upload} disabled={ids.length === 0} onClick={exportPicks}>
            {t("export", { count: ids.length })}
          </Button>
        </header>
        <Facts loaded={loaded} />
        {broken && (
          <div className="note alert" role="alert">
            {t("failed.rank")}
          </div>
        )}
        {selection && <ShortNote selection={selection} wish={wish} onLookThrough={onLookThrough} />}
        <p className="unseen" role="status">
          {selection ? t("grid.changed", { count: selection.picks.length }) : ""}
        </p>
      </div>
      <div className="picks-scroll" ref={scroller} tabIndex={-1}>
        <PhotoGrid
          photos={photos}
          scroller={scroller}
          label={t("grid.name", { count: photos.length })}
          name={name}
          turn={selection}
          active={current}
          onActive={setActive}
          opened={opened?.id ?? null}
          onOpen={(id, tile) =>
            setOpened(opened?.id === id ? null : { id, tile, align: alignFor(tile) })
          }
          onView={(id) => {
            setOpened(null);
            onView(id, ids);
          }}
          marks={(photo) =>
            photo.lockedIn && (
              <span className="lock">
                <Lock className="icon s14" aria-hidden />
              </span>
            )
          }
        />
        {opened && pick && loaded && (
          <WhyPopover
            pick={pick}
            tile={opened.tile}
            align={opened.align}
            loaded={loaded}
            wish={wish}
            onClose={closeWhy}
            onLock={() => actions.lock(pick.id)}
            onLeaveOut={() => leaveOut(pick.id)}
            onSwap={(other) => {
              setOpened(null);
              setActive(other);
              actions.swap(pick.id, other);
            }}
            onUndo={() => void undoLast()}
            onView={(id) => onView(id, [pick.id, ...pick.beat])}
          />
        )}
      </div>
    </section>
  );
}
