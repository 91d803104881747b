import { useQuery } from "@tanstack/react-query";
import { Bookmark, CircleAlert, CircleMinus, Lock, Upload } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { runAction, useActions } from "@/actions/registry";
import { api, call, keys } from "@/api";
import { setCurrent } from "@/app/selection";
import { fixedSequence, photoPath, setSequence } from "@/app/sequence";
import { statusQuery } from "@/app/status";
import { undoLast } from "@/app/undo";
import { Button, EmptyState, Stepper } from "@/ui";
import { useCandidates, type Loaded, type Verdict } from "./candidates";
import { decide } from "./decisions";
import { LeftOut } from "./LeftOut";
import { PhotoGrid, type GridPhoto } from "./PhotoGrid";
import { PicksPanel } from "./PicksPanel";
import { ScopeMenu, useScopes } from "./ScopeMenu";
import { ShortNote } from "./ShortNote";
import { useSelection, type Ranked } from "./useSelection";
import { WhyPopover } from "./WhyPopover";
import { ask, learnCount, MOST_PICKS, useWish } from "./wish";
import { dayWords, useWords } from "./words";
import "./picks.css";

/** The best N of a part of the library: a number, what matters, and a reason for every pick. */
export default function PicksScreen() {
  const { t } = useTranslation("picks");
  const wish = useWish();
  const candidates = useCandidates(wish.scope);
  const loaded = candidates.data;
  const { ranked, broken } = useSelection(loaded, wish);
  const [leftOutShown, setLeftOutShown] = useState(false);
  const actions = useDecisions(loaded);
  const view = useView();
  const scopes = useScopes();

  const settings = useQuery({
    queryKey: keys.settings,
    queryFn: () => call(api.GET("/api/v1/settings")),
  });
  const rememberedCount = settings.data?.pick_count;
  useEffect(() => {
    if (rememberedCount !== undefined) learnCount(rememberedCount);
  }, [rememberedCount]);

  // A remembered part of the library may be gone since.
  const known = scopes.data?.scopes;
  useEffect(() => {
    if (known?.some((one) => one.scope === wish.scope) === false) ask({ scope: "library" });
  }, [known, wish.scope]);

  const mine = loaded ? rankedFor(ranked, loaded.scope) : null;
  const empty = loaded?.columns.ids.length === 0;

  let main;
  if (candidates.isError && !loaded)
    main = (
      <Blank>
        <EmptyState
          icon={CircleAlert}
          title={t("failed.load")}
          action={<Button onClick={() => void candidates.refetch()}>{t("failed.again")}</Button>}
        >
          {candidates.error.message}
        </EmptyState>
      </Blank>
    );
  else if (empty) main = <Empty wider={wish.scope !== "library"} />;
  else if (leftOutShown && loaded && mine)
    main = (
      <LeftOut
        loaded={loaded}
        selection={mine.selection}
        wish={wish}
        onBack={() => setLeftOutShown(false)}
        onDecide={actions.set}
        onView={view}
      />
    );
  else
    main = (
      <Picks
        loaded={loaded}
        ranked={mine}
        broken={broken}
        actions={actions}
        onView={view}
        onLookThrough={() => setLeftOutShown(true)}
      />
    );

  return (
    <div className="picks-split">
      {main}
      <PicksPanel
        wish={wish}
        leftOut={loaded && mine ? loaded.columns.ids.length - mine.selection.picks.length : null}
        lookingThrough={leftOutShown}
        onLookThrough={() => setLeftOutShown(!leftOutShown)}
      />
    </div>
  );
}

/** Picks worked out for this part of the library; null while they are for another. */
const rankedFor = (ranked: Ranked | null, scope: string): Ranked | null =>
  ranked?.scope === scope ? ranked : null;

function Blank({ children }: { children: React.ReactNode }) {
  return <section className="picks-main">{children}</section>;
}

function Empty({ wider }: { wider: boolean }) {
  const { t } = useTranslation("picks");
  const { data: status } = useQuery(statusQuery);
  const working = (status?.work.active ?? null) !== null && status?.work.paused === false;
  if (wider)
    return (
      <Blank>
        <EmptyState
          icon={Bookmark}
          title={t("empty.scope")}
          action={<Button onClick={() => ask({ scope: "library" })}>{t("empty.wider")}</Button>}
        >
          {t("empty.scopeWords")}
        </EmptyState>
      </Blank>
    );
  return (
    <Blank>
      <EmptyState
        icon={Bookmark}
        title={t("empty.title")}
        action={
          working ? undefined : (
            <Button look="primary" onClick={() => void runAction("folders.add")}>
              {t("empty.add")}
            </Button>
          )
        }
      >
        {working ? t("empty.working") : t("empty.words")}
      </EmptyState>
    </Blank>
  );
}

/** The ways to decide about photos, each one undoable step. */
function useDecisions(loaded: Loaded | undefined) {
  const { t } = useTranslation("picks");
  const verdicts = loaded?.verdicts ?? new Map<number, Verdict>();
  const set = (ids: readonly number[], verdict: Verdict | null) => {
    const changing = ids.filter((id) => (verdicts.get(id) ?? null) !== verdict);
    if (changing.length === 0) return;
    const count = changing.length;
    const wasIn = verdicts.get(changing[0] ?? 0) === "in";
    const label =
      verdict === "in"
        ? t("undo.lockIn", { count })
        : verdict === "out"
          ? t("undo.leaveOut", { count })
          : wasIn
            ? t("undo.unlock", { count })
            : t("undo.restore", { count });
    void decide(label, new Map(changing.map((id) => [id, verdict])), verdicts);
  };
  return {
    set,
    lock: (id: number) => set([id], verdicts.get(id) === "in" ? null : "in"),
    leaveOut: (id: number) => set([id], "out"),
    swap: (from: number, to: number) =>
      void decide(
        t("undo.swap"),
        new Map<number, Verdict>([
          [to, "in"],
          [from, "out"],
        ]),
        verdicts,
      ),
  };
}

function useView() {
  const navigate = useNavigate();
  return (id: number, among: readonly number[]) => {
    setSequence(fixedSequence("/picks", among));
    void navigate(photoPath(id));
  };
}

interface PicksProps {
  loaded: Loaded | undefined;
  ranked: Ranked | null;
  broken: boolean;
  actions: ReturnType<typeof useDecisions>;
  onView: (id: number, among: readonly number[]) => void;
  onLookThrough: () => void;
}

function Picks({ loaded, ranked, broken, actions, onView, onLookThrough }: PicksProps) {
  const { t } = useTranslation("picks");
  const wish = useWish();
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<number | null>(null);
  const [opened, setOpened] = useState<{ id: number; tile: HTMLElement } | null>(null);
  const words = useWords();
  const scopes = useScopes();
  const selection = ranked?.selection;

  // In the order they were taken: a slider then exchanges a few photos and leaves the rest in peace.
  const photos = useMemo((): GridPhoto[] => {
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
  const name = ({ id, lockedIn }: GridPhoto): string => {
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
            className={wish.n > 999 ? "wide" : ""}
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
          onOpen={(id, tile) => setOpened(opened?.id === id ? null : { id, tile })}
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

/** "From 1,284 photos over 38 days. You locked in 3." */
function Facts({ loaded }: { loaded: Loaded | undefined }) {
  const { t } = useTranslation("picks");
  const { data: status } = useQuery(statusQuery);
  if (!loaded) return <p className="picks-facts">{t("loading")}</p>;
  const verdicts = [...loaded.verdicts.values()];
  const lockedIn = verdicts.filter((verdict) => verdict === "in").length;
  const leftOut = verdicts.length - lockedIn;
  const photos = t("facts.photos", { count: loaded.columns.ids.length });
  const days = t("facts.days", { count: loaded.days });
  const parts = [
    loaded.days === 0
      ? t("facts.undated", { photos })
      : loaded.months > 1
        ? t("facts.long", { photos, days, months: t("facts.months", { count: loaded.months }) })
        : t("facts.short", { photos, days }),
    lockedIn > 0 ? t("facts.lockedIn", { count: lockedIn }) : "",
    leftOut > 0 ? t("facts.leftOut", { count: leftOut }) : "",
    status && status.unlooked > 0 ? t("facts.unlooked", { count: status.unlooked }) : "",
  ];
  return <p className="picks-facts num">{parts.filter(Boolean).join(" ")}</p>;
}
