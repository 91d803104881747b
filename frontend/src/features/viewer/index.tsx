import "./viewer.css";
import { useQuery } from "@tanstack/react-query";
import {
  ArrowLeft,
  ChevronLeft,
  ChevronRight,
  CircleAlert,
  Ellipsis,
  Heart,
  Info,
  Unplug,
} from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import { useStore } from "zustand";
import { menuRows } from "@/actions/menus";
import { ApiError, media, type Schemas } from "@/api";
import { isFavourite, learnFavourites, marksStore, setFavourite } from "@/app/marks";
import { photoPath } from "@/app/sequence";
import { setAlone, setCurrent } from "@/app/selection";
import { momentLong } from "@/domain/format";
import { locale } from "@/i18n";
import { Button, EmptyState, IconButton, Menu, Note } from "@/ui";
import { About } from "./About";
import { assetQuery } from "./asset";
import { Filmstrip } from "./Filmstrip";
import { Photo } from "./Photo";
import { useHands, usePose, type Stage } from "./usePose";
import { useRoom } from "./useRoom";
import { useSequence, type Place } from "./useSequence";
import { useViewerActions } from "./useViewerActions";

const INFO = "keepers.viewer.info";

/** Whether the drawer is open, from one photo to the next and from day to day. */
function useInfo(): [boolean, (open: boolean) => void] {
  const [open, setOpen] = useState(() => localStorage.getItem(INFO) === "open");
  return [
    open,
    (next) => {
      setOpen(next);
      localStorage.setItem(INFO, next ? "open" : "closed");
    },
  ];
}

const REASONS = [
  "empty_file",
  "not_a_picture",
  "truncated",
  "broken",
  "too_large",
  "unsupported",
  "vanished",
  "permission_denied",
  "changed_while_reading",
  "worker_crashed",
  "file_timeout",
] as const;

/** Why the original is not what is seen, if so. */
function Trouble({
  asset,
  problem,
}: {
  asset: Schemas["AssetDto"] | undefined;
  problem: string | null;
}) {
  const { t } = useTranslation(["viewer", "activity"]);
  const away = asset?.files.find((file) => !file.root_online);
  if (asset && asset.problem !== null) {
    const known = REASONS.find((code) => code === asset.problem);
    return (
      <Note icon={CircleAlert} lead={t("viewer:preview.problem")}>
        {known ? t(`activity:problems.reason.${known}`) : t("viewer:preview.failedWords")}
      </Note>
    );
  }
  if (problem === null) return null;
  if (problem === "root_offline" || away)
    return (
      <Note
        icon={Unplug}
        lead={
          away
            ? t("viewer:preview.offline", { root: away.root_label })
            : t("viewer:preview.offlineUnknown")
        }
      >
        {t("viewer:preview.offlineWords")}
      </Note>
    );
  return (
    <Note icon={CircleAlert} lead={t("viewer:preview.failed")}>
      {t("viewer:preview.failedWords")}
    </Note>
  );
}

interface StageProps {
  id: number;
  asset: Schemas["AssetDto"] | undefined;
  place: Place;
  onGo: (id: number | null) => void;
  onStage: (stage: Stage) => void;
}

function StageView({ id, asset, place, onGo, onStage }: StageProps) {
  const { t } = useTranslation("viewer");
  const box = useRef<HTMLDivElement>(null);
  const room = useRoom(box);
  const glimpse = place.glimpse(id);
  const [natural, setNatural] = useState<{ id: number; width: number; height: number } | null>(
    null,
  );
  const [trouble, setTrouble] = useState<{ id: number; code: string | null } | null>(null);
  const real = natural?.id === id ? natural : null;
  const ratio =
    real !== null
      ? real.width / real.height
      : (glimpse?.ratio ?? (asset?.width && asset.height ? asset.width / asset.height : 1.5));
  const stage = usePose(room, ratio, real?.width ?? asset?.width ?? 4000, id);
  const { dragging } = useHands(box, stage);
  useEffect(() => onStage(stage));

  const name = asset
    ? t("photo", { date: momentLong(asset.capture_time, locale()) })
    : t("photoUnknown");
  const { pose, size } = stage;
  const version = glimpse?.version ?? asset?.version ?? null;
  return (
    <div
      ref={box}
      className={`photo-stage${stage.isFitted ? "" : " is-zoomed"}${dragging ? " is-held" : ""}`}
      onDoubleClick={(event) => {
        if (event.target instanceof Element && event.target.closest("button")) return;
        const bounds = event.currentTarget.getBoundingClientRect();
        stage.toggle({ x: event.clientX - bounds.left, y: event.clientY - bounds.top });
      }}
    >
      {room.width > 0 && (
        <figure
          key={id}
          style={{
            width: size.width,
            height: size.height,
            transform: `translate(${pose.x}px, ${pose.y}px) scale(${pose.scale})`,
          }}
        >
          <Photo
            id={id}
            version={version}
            placeholder={glimpse?.placeholder ?? asset?.placeholder ?? null}
            name={name}
            original={asset?.problem === null}
            onSize={(width, height) => setNatural({ id, width, height })}
            onOriginal={(code) => setTrouble({ id, code })}
          />
        </figure>
      )}
      {place.previous !== null && (
        <IconButton
          className="step before"
          icon={ChevronLeft}
          label={t("previous")}
          keys="arrowleft"
          side="right"
          onClick={() => onGo(place.previous)}
        />
      )}
      {place.next !== null && (
        <IconButton
          className="step after"
          icon={ChevronRight}
          label={t("next")}
          keys="arrowright"
          side="left"
          onClick={() => onGo(place.next)}
        />
      )}
      <div className="trouble">
        <Trouble asset={asset} problem={trouble?.id === id ? trouble.code : null} />
      </div>
    </div>
  );
}

/** Pictures of the neighbours are there before they are asked for. */
function usePreload({ previous, next, glimpse }: Place) {
  useEffect(() => {
    for (const id of [next, previous])
      if (id !== null) new Image().src = media.url(id, 1024, glimpse(id)?.version ?? null);
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [next, previous]);
}

/** One photo, as large as the window, on a dark ground in both themes. */
export default function ViewerScreen() {
  const { t } = useTranslation("viewer");
  const navigate = useNavigate();
  const id = Number(useParams()["id"]);
  const { data: asset, error, refetch } = useQuery(assetQuery(id));
  const place = useSequence(id, asset?.stack?.members);
  const [info, setInfo] = useInfo();
  const stage = useRef<Stage | null>(null);
  const [percent, setPercent] = useState<number | null>(null);
  const favourite = useStore(
    marksStore,
    (state) => state.favourites.get(id) ?? asset?.favourite ?? false,
  );
  const room = useRef<HTMLElement>(null);
  usePreload(place);

  useEffect(() => {
    if (asset) learnFavourites([asset.id], () => asset.favourite);
  }, [asset]);
  useEffect(() => {
    setCurrent(id);
  }, [id]);
  useEffect(() => {
    setAlone(true);
    room.current?.focus({ preventScroll: true });
    return () => setAlone(false);
  }, []);

  // The stage is moved by keys and buttons here; only what the toolbar writes is drawn again.
  const heard = (next: Stage) => {
    stage.current = next;
    setPercent(next.isFitted ? null : Math.round(next.value * 100));
  };
  const go = (to: number | null) => {
    if (to !== null) void navigate(photoPath(to), { replace: true });
  };
  const back = () => void navigate(place.from);
  useViewerActions({ place, go, back, stage, info, setInfo });

  if (error instanceof ApiError && error.status === 404)
    return (
      <div className="viewer" data-theme="dark">
        <EmptyState
          alone
          icon={CircleAlert}
          title={t("preview.gone")}
          action={<Button onClick={back}>{t("back")}</Button>}
        >
          {t("preview.goneWords")}
        </EmptyState>
      </div>
    );
  const when = asset?.capture_time ?? place.glimpse(id)?.time;
  return (
    <div className={`viewer${info ? " with-drawer" : ""}`} data-theme="dark">
      <title>{`${when === undefined ? t("title") : momentLong(when, locale())} · Keepers`}</title>
      <main className="view" ref={room} tabIndex={-1}>
        <div className="toolbar">
          <IconButton
            icon={ArrowLeft}
            label={t("back")}
            keys="escape"
            side="right"
            onClick={back}
          />
          <div className="when">
            <h1 className="strong num">{when === undefined ? " " : momentLong(when, locale())}</h1>
            <p className="num cut">
              {[
                asset?.name,
                place.at >= 0 ? t("position", { at: place.at + 1, total: place.ids.length }) : "",
              ]
                .filter(Boolean)
                .join(" · ")}
            </p>
          </div>
          <span className="push" />
          <Button
            look="ghost"
            className="num"
            title={t("zoomToggle")}
            onClick={() => stage.current?.toggle()}
          >
            {percent === null ? t("zoomFit") : t("zoomValue", { value: percent })}
          </Button>
          <IconButton
            icon={Heart}
            filled={favourite}
            className={favourite ? "kept" : ""}
            label={favourite ? t("unfavourite") : t("favourite")}
            keys="f"
            aria-pressed={favourite}
            onClick={() => void setFavourite([id], !isFavourite(id))}
          />
          <IconButton
            icon={Info}
            label={t("info")}
            keys="i"
            aria-pressed={info}
            onClick={() => setInfo(!info)}
          />
          <Menu rows={menuRows("photo")} label={t("more")}>
            <IconButton icon={Ellipsis} label={t("more")} />
          </Menu>
        </div>
        {error !== null && !asset ? (
          <EmptyState
            icon={CircleAlert}
            title={t("preview.error")}
            action={<Button onClick={() => void refetch()}>{t("preview.again")}</Button>}
          />
        ) : (
          <StageView id={id} asset={asset} place={place} onGo={go} onStage={heard} />
        )}
        <Filmstrip place={place} id={id} onGo={go} />
      </main>
      {info && <About asset={asset} onClose={() => setInfo(false)} onGo={go} />}
    </div>
  );
}
