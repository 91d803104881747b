import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useNavigate } from "react-router";
import { api, call, keys } from "@/api";
import { reachFor } from "@/app/selection";
import { fixedSequence, photoPath, setSequence } from "@/app/sequence";
import { useCandidates, type Loaded } from "./candidates";
import { Empty, NotLoaded } from "./Empty";
import { LeftOut } from "./LeftOut";
import { Picks } from "./Picks";
import { PicksPanel } from "./PicksPanel";
import { useScopes } from "./ScopeMenu";
import { useDecisions } from "./useDecisions";
import { useSelection, type Ranked } from "./useSelection";
import { ask, learnCount, useWish } from "./wish";
import "./picks.css";

/** The best N of a part of the library: a number, what matters, and a reason for every pick. */
export default function PicksScreen() {
  const wish = useWish();
  useEffect(() => reachFor("current"), []);
  const candidates = useCandidates(wish.scope);
  const loaded = candidates.data;
  const { ranked, broken } = useSelection(loaded, wish);
  const [leftOutShown, setLeftOutShown] = useState(false);
  const actions = useDecisions(loaded);
  const view = useView(loaded);
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
    main = <NotLoaded words={candidates.error.message} onRetry={() => void candidates.refetch()} />;
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

/** Opens the viewer, which then leafs through these photos. */
function useView(loaded: Loaded | undefined) {
  const navigate = useNavigate();
  return (id: number, among: readonly number[]) => {
    const glimpse = (one: number) => {
      const at = loaded?.at.get(one);
      if (loaded === undefined || at === undefined) return null;
      return {
        ratio: loaded.ratios[at] ?? 1.5,
        placeholder: loaded.placeholders[at] ?? null,
        version: null,
      };
    };
    setSequence(fixedSequence("/picks", among, glimpse));
    void navigate(photoPath(id));
  };
}
