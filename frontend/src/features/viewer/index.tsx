import "./viewer.css";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ArrowLeft, CircleAlert, Ellipsis, Heart, Info, ScanFace } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import { useStore } from "zustand";
import { menuRows } from "@/actions/menus";
import { ApiError, media } from "@/api";
import { assetQuery } from "@/app/asset";
import { isFavourite, learnFavourites, marksStore, setFavourite } from "@/app/marks";
import { photoPath } from "@/app/sequence";
import { reachFor, setCurrent } from "@/app/selection";
import { momentLong } from "@/domain/format";
import { locale } from "@/i18n";
import { Button, EmptyState, IconButton, Menu } from "@/ui";
import { About } from "./About";
import { facesView, showFaces } from "./facesView";
import { Filmstrip } from "./Filmstrip";
import { StageView } from "./StageView";
import type { Moving } from "./moving";
import type { Stage } from "./usePose";
import { useSequence, type Place } from "./useSequence";
import { useRatingKeys } from "./useRatingKeys";
import { useViewerActions } from "./useViewerActions";

const INFO = "keepers.viewer.info";

/** Whether the drawer is open, from one photo to the next and from day to day. */
function useInfo(): [boolean, (open: boolean) => void] {
  const [open, setOpen] = useState(() => {
    try {
      return localStorage.getItem(INFO) === "open";
    } catch {
      return false;
    }
  });
  return [
    open,
    (next) => {
      setOpen(next);
      try {
        localStorage.setItem(INFO, next ? "open" : "closed");
      } catch {
        // It then lasts as long as the page.
      }
    },
  ];
}

/** Pictures of the neighbours, and what the drawer tells of them, are there before they are asked for. */
function usePreload({ previous, next, glimpse }: Place) {
  const queries = useQueryClient();
  useEffect(() => {
    for (const id of [next, previous])
      if (id !== null) {
        const version = glimpse(id)?.version ?? null;
        // Under an address without one it would be fetched once more.
        if (version !== null) new Image().src = media.url(id, 1024, version);
        // Where it fails, it is asked for again, and told, once the photo is opened.
        queries.query(assetQuery(id)).catch(() => undefined);
      }
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [next, previous]);
}

/** One photo, as large as the window, on a dark ground in both themes. */
export default function ViewerScreen() {
  const { t } = useTranslation(["viewer", "faces"]);
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
  const faces = useStore(facesView, ({ shown }) => shown);
  const room = useRef<HTMLElement>(null);
  const moving = useRef<Moving>(null);
  usePreload(place);

  useEffect(() => {
    if (asset) learnFavourites([asset.id], () => asset.favourite);
  }, [asset]);
  useEffect(() => {
    setCurrent(id);
  }, [id]);
  useEffect(() => {
    room.current?.focus({ preventScroll: true });
    return reachFor("current");
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
  useViewerActions({ place, go, back, stage, info, setInfo, moving });
  useRatingKeys(asset);

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
              {place.at >= 0 && t("position", { at: place.at + 1, total: place.ids.length })}
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
            icon={ScanFace}
            label={t("faces:show")}
            keys="n"
            aria-pressed={faces}
            onClick={() => showFaces(!faces)}
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
          <StageView
            id={id}
            asset={asset}
            place={place}
            onGo={go}
            onStage={heard}
            moving={moving}
          />
        )}
        <Filmstrip place={place} id={id} onGo={go} />
      </main>
      {info && <About asset={asset} onClose={() => setInfo(false)} onGo={go} />}
    </div>
  );
}
