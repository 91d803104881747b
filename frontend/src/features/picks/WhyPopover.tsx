import { Lock, LockOpen } from "lucide-react";
import { useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { lettersStore } from "@/actions/letters";
import { media } from "@/api";
import { photoAt, weights, whyNot, type Photo, type Pick } from "@/domain/rerank";
import { locale } from "@/i18n";
import { Button, Popover, Thumb } from "@/ui";
import type { Loaded } from "./candidates";
import { dayWords, timeWords, useWords } from "./words";
import type { Wish } from "./wish";

const SHOWN = 6;
/** As in picks.css. */
const WIDTH = 368;

/** Where a popover from this tile does not reach beyond the photos at the right. */
export function alignFor(tile: HTMLElement): "start" | "end" {
  const edge = tile.closest(".photo-grid")?.getBoundingClientRect().right ?? Infinity;
  return tile.getBoundingClientRect().left + WIDTH > edge ? "end" : "start";
}

interface WhyPopoverProps {
  pick: Pick;
  /** The tile it grows from. */
  tile: HTMLElement;
  /** Which of its edges it keeps to, so that it stays over the photos. */
  align: "start" | "end";
  loaded: Loaded;
  wish: Wish;
  onClose: () => void;
  onLock: () => void;
  onLeaveOut: () => void;
  onSwap: (other: number) => void;
  onUndo: () => void;
  onView: (id: number) => void;
}

/** Why this pick, what it was kept over, and the ways to disagree. */
export function WhyPopover(props: WhyPopoverProps) {
  const { pick, tile, align, loaded, onClose, onLock, onLeaveOut, onUndo } = props;
  const { t } = useTranslation("picks");
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !lettersStore.getState().on) return;
    const run = { l: onLock, x: onLeaveOut, u: onUndo }[event.key.toLowerCase()];
    if (!run) return;
    event.preventDefault();
    event.stopPropagation();
    run();
  };
  return (
    <Popover
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      anchor={{ current: tile }}
      label={t("why.name")}
      align={align}
      className="reason"
    >
      <div onKeyDown={onKeyDown}>
        <Inside key={pick.id} {...props} lockedIn={loaded.verdicts.get(pick.id) === "in"} />
      </div>
    </Popover>
  );
}

function Inside({
  pick,
  loaded,
  wish,
  lockedIn,
  onLock,
  onLeaveOut,
  onSwap,
  onView,
}: WhyPopoverProps & { lockedIn: boolean }) {
  const { t } = useTranslation("picks");
  const words = useWords();
  const [swapping, setSwapping] = useState(false);
  const [exact, setExact] = useState(false);
  const at = loaded.at.get(pick.id);
  const photo = at === undefined ? null : photoAt(loaded.columns, at);
  const others = pick.beat.flatMap((id) => {
    const place = loaded.at.get(id);
    if (place === undefined || !photo) return [];
    const other = photoAt(loaded.columns, place);
    return [
      { id, time: other.time, why: words.whyNot(whyNot(other, photo, weights(wish.sliders))) },
    ];
  });
  const line = words.reasons(pick.reasons);
  const more = others.length - SHOWN;
  const lead = lockedIn && others.length === 0 ? t("why.lockedInLead") : t("why.kept");

  if (swapping)
    return (
      <>
        <h2 className="t-15 title">{t("why.swapLead")}</h2>
        <p className="ink-2">{t("why.swapWords")}</p>
        <div className="alikes many">
          {others.map(({ id, time, why }) => (
            <button
              key={id}
              type="button"
              aria-label={t("why.keepInstead", { date: dayWords(time), why })}
              onClick={() => onSwap(id)}
            >
              <Thumb src={media.thumb(id, 240)} />
              <span className="caption">{why}</span>
            </button>
          ))}
        </div>
        <div className="row">
          <Button size="sm" look="ghost" onClick={() => setSwapping(false)}>
            {t("why.swapBack")}
          </Button>
        </div>
      </>
    );

  return (
    <>
      <h2 className="t-15 title">
        {others.length > 0 ? t("why.keptOver", { count: others.length }) : lead}
      </h2>
      {line !== "" && <p className="ink-2 reasons">{line}</p>}
      {others.length > 0 && (
        <div className="alikes">
          {others.slice(0, SHOWN).map(({ id, why }) => (
            <figure key={id} onDoubleClick={() => onView(id)}>
              <Thumb src={media.thumb(id, 240)} />
              <figcaption>{why}</figcaption>
            </figure>
          ))}
        </div>
      )}
      {more > 0 && <p className="t-12 ink-3 and-more num">{t("why.andMore", { count: more })}</p>}
      <div className="row">
        <Button
          size="sm"
          look={lockedIn ? "keep" : "plain"}
          icon={lockedIn ? Lock : LockOpen}
          aria-pressed={lockedIn}
          onClick={onLock}
        >
          {lockedIn ? t("why.lockedIn") : t("why.lockIn")}
        </Button>
        {others.length > 0 && (
          <Button size="sm" onClick={() => setSwapping(true)}>
            {t("why.swap")}
          </Button>
        )}
        <Button size="sm" look="ghost" onClick={onLeaveOut}>
          {t("why.leaveOut")}
        </Button>
        <button
          type="button"
          className="link t-12 push"
          aria-expanded={exact}
          onClick={() => setExact(!exact)}
        >
          {t("why.exact")}
        </button>
      </div>
      {exact && photo && <Values photo={photo} score={pick.score} />}
    </>
  );
}

function Values({ photo, score }: { photo: Photo; score: number | null }) {
  const { t } = useTranslation("picks");
  const number = new Intl.NumberFormat(locale(), {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  });
  const value = (one: number | null) => (one === null ? t("why.notMeasured") : number.format(one));
  const time = timeWords(photo.time);
  return (
    <dl className="values">
      <dt>{t("why.score")}</dt>
      <dd>{value(score)}</dd>
      <dt>{t("why.sharpness")}</dt>
      <dd>{value(photo.sharpness)}</dd>
      <dt>{t("why.light")}</dt>
      <dd>{value(photo.light)}</dd>
      <dt>{t("why.composition")}</dt>
      <dd>{value(photo.composition)}</dd>
      <dt>{t("why.taken")}</dt>
      <dd>{photo.timeSure ? time : t("why.unsureTime", { time })}</dd>
    </dl>
  );
}
