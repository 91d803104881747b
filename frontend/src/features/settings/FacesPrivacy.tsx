import { useQuery } from "@tanstack/react-query";
import { ScanFace } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call, keys, queryClient, type Schemas } from "@/api";
import { peopleStateQuery } from "@/app/people/queries";
import { toast } from "@/app/toasts";
import { failed } from "@/app/undo";
import { Button, Dialog, Switch } from "@/ui";
import { ForgetFaces } from "./ForgetFaces";

type Root = Schemas["RootDto"];

/** Has faces looked for in a folder, or not, and shows it at once. */
async function setFaces(root: Root, faces: boolean): Promise<void> {
  const show = (on: boolean) =>
    queryClient.setQueryData<Schemas["RootList"]>(
      keys.roots,
      (list) =>
        list && {
          roots: list.roots.map((one) => (one.id === root.id ? { ...one, faces: on } : one)),
        },
    );
  show(faces);
  try {
    await call(
      api.PATCH("/api/v1/roots/{root_id}", {
        params: { path: { root_id: root.id } },
        body: { faces },
      }),
    );
  } catch (error) {
    show(root.faces);
    failed(error);
  }
  for (const key of [keys.roots, keys.people])
    void queryClient.invalidateQueries({ queryKey: key });
}

/** Where faces are looked for, and how all of them are forgotten. */
export function FacesPrivacy() {
  const { t } = useTranslation("settings");
  const { data: roots } = useQuery({
    queryKey: keys.roots,
    queryFn: () => call(api.GET("/api/v1/roots")),
  });
  const { data: people } = useQuery(peopleStateQuery);
  const [asked, setAsked] = useState<Root | null>(null);
  const [forgetting, setForgetting] = useState(false);
  const folders = roots?.roots ?? [];
  const known = people && people.named + people.unnamed + people.pets + people.unsure > 0;
  const keepOut = async (root: Root) => {
    setAsked(null);
    await setFaces(root, false);
    toast(t("faces.keptOut", { name: root.label }), { id: "faces" });
  };
  return (
    <div className="faces-privacy">
      <h3>{t("faces.title")}</h3>
      <p className="ink-2">{t("faces.words")}</p>
      {folders.length > 0 && (
        <ul className="list" aria-label={t("faces.folders")}>
          {folders.map((root) => (
            <li key={root.id} className="list-row">
              <ScanFace className="icon" aria-hidden />
              <div className="body">
                <span>{root.label}</span>
                <p className="sub">{root.faces ? t("faces.on") : t("faces.off")}</p>
              </div>
              <Switch
                label={t("faces.look", { name: root.label })}
                checked={root.faces}
                onChange={(on) => (on ? void setFaces(root, true) : setAsked(root))}
              />
            </li>
          ))}
        </ul>
      )}
      <div className="buttons">
        <Button onClick={() => setForgetting(true)}>{t("faces.forget")}</Button>
        {known === false && <span className="ink-3">{t("faces.nothing")}</span>}
      </div>
      <Dialog
        open={asked !== null}
        onOpenChange={() => setAsked(null)}
        title={t("faces.outTitle", { name: asked?.label ?? "" })}
        words={t("faces.outWords")}
        actions={
          <>
            <Button look="ghost" onClick={() => setAsked(null)}>
              {t("faces.leave")}
            </Button>
            <Button look="danger" onClick={() => asked && void keepOut(asked)}>
              {t("faces.out")}
            </Button>
          </>
        }
      />
      <ForgetFaces open={forgetting} onClose={() => setForgetting(false)} />
    </div>
  );
}
