import { ArrowLeft } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { PhotoGrid } from "@/app/photos/PhotoGrid";
import { faults, photosOf, score, weights, whyNot, type Selection } from "@/domain/rerank";
import { Button, EmptyState } from "@/ui";
import { Images } from "lucide-react";
import type { Loaded, PickPhoto, Verdict } from "./candidates";
import type { Wish } from "./wish";
import { dayWords, useWords } from "./words";

interface LeftOutProps {
  loaded: Loaded;
  selection: Selection;
  wish: Wish;
  onBack: () => void;
  onDecide: (ids: readonly number[], verdict: Verdict | null) => void;
  onView: (id: number, among: readonly number[]) => void;
}

/** Everything that is not a pick: first what the person left out, then the rest, best first. */
export function LeftOut({ loaded, selection, wish, onBack, onDecide, onView }: LeftOutProps) {
  const { t } = useTranslation("picks");
  const words = useWords();
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<number | null>(null);
  const photos = useMemo(() => photosOf(loaded.columns), [loaded.columns]);
  const sliders = wish.sliders;

  const { yours, others, beatenBy } = useMemo(() => {
    const by = weights(sliders);
    const picked = new Set(selection.picks.map((pick) => pick.id));
    const rest = photos
      .filter((photo) => !picked.has(photo.id))
      .map((photo) => ({ photo, score: score(photo, by) ?? -1 }))
      .sort((a, b) => b.score - a.score || a.photo.id - b.photo.id);
    const yours_: PickPhoto[] = [];
    const others_: PickPhoto[] = [];
    for (const { photo } of rest) {
      const at = loaded.at.get(photo.id) ?? 0;
      (loaded.verdicts.get(photo.id) === "out" ? yours_ : others_).push({
        id: photo.id,
        ratio: loaded.ratios[at] ?? 1.5,
        placeholder: loaded.placeholders[at] ?? null,
        lockedIn: false,
      });
    }
    return {
      yours: yours_,
      others: others_,
      beatenBy: new Map(selection.picks.flatMap((pick) => pick.beat.map((id) => [id, pick.id]))),
    };
  }, [photos, selection, sliders, loaded]);

  const date = (id: number): string => {
    const photo = photos[loaded.at.get(id) ?? -1];
    return photo?.timeSure === true ? dayWords(photo.time) : t("grid.undated");
  };
  const reason = (id: number): string => {
    if (loaded.verdicts.get(id) === "out") return t("beaten.yours");
    const by = weights(sliders);
    const photo = photos[loaded.at.get(id) ?? -1];
    if (!photo) return "";
    const winner = photos[loaded.at.get(beatenBy.get(id) ?? -1) ?? -1];
    if (winner) return words.whyNot(whyNot(photo, winner, by));
    return words.whyNot(faults(photo, by));
  };

  const shared = {
    scroller,
    turn: selection,
    name: ({ id }: PickPhoto) => t("left.open", { date: date(id), why: reason(id) }),
    active,
    onActive: setActive,
    // Here a photo is opened to look at it; the button on it puts it back.
    onView: (id: number) =>
      onView(
        id,
        [...yours, ...others].map((photo) => photo.id),
      ),
  };
  const section = (grid: PickPhoto[], heading: string, verdict: Verdict | null, act: string) => (
    <section aria-label={heading}>
      <h2 className="left-section t-15 title num">{heading}</h2>
      <PhotoGrid
        {...shared}
        photos={grid}
        label={heading}
        onOpen={() => undefined}
        aside={(photo) => (
          <Button
            size="sm"
            className="act"
            aria-label={`${act}: ${date(photo.id)}`}
            onClick={() => onDecide([photo.id], verdict)}
          >
            {act}
          </Button>
        )}
        marks={(photo) => (
          <>
            <span className="veil" aria-hidden />
            <span className="why" aria-hidden>
              {reason(photo.id)}
            </span>
          </>
        )}
      />
    </section>
  );

  return (
    <section className="picks-main" aria-label={t("left.title")}>
      <div className="picks-top">
        <header className="picks-head">
          <h1 className="t-28">{t("left.title")}</h1>
          <span className="push" />
          {yours.length > 1 && (
            <Button
              look="ghost"
              onClick={() =>
                onDecide(
                  yours.map(({ id }) => id),
                  null,
                )
              }
            >
              {t("left.restoreAll")}
            </Button>
          )}
          <Button icon={ArrowLeft} onClick={onBack}>
            {t("left.back")}
          </Button>
        </header>
        <p className="picks-facts num">{t("left.facts")}</p>
      </div>
      <div className="picks-scroll" ref={scroller} tabIndex={-1}>
        {yours.length > 0 &&
          section(yours, t("left.yours", { count: yours.length }), null, t("left.restore"))}
        {others.length > 0 &&
          section(others, t("left.others", { count: others.length }), "in", t("left.add"))}
        {yours.length + others.length === 0 && (
          <EmptyState icon={Images} title={t("left.none")}>
            {t("left.noneWords")}
          </EmptyState>
        )}
      </div>
    </section>
  );
}
