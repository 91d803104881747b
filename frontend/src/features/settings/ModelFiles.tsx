import { useQuery } from "@tanstack/react-query";
import { FileBox, FileQuestion } from "lucide-react";
import { useId, useState, type SyntheticEvent } from "react";
import { useTranslation } from "react-i18next";
import { keys, type Schemas } from "@/api";
import { modelCalls } from "@/app/models/calls";
import type { Model } from "@/app/models/queries";
import { failed } from "@/app/undo";
import { bytes } from "@/domain/format";
import { locale } from "@/i18n";
import { Button, Dialog } from "@/ui";
import { useModelWords } from "./modelWords";

type File = Schemas["ModelFileDto"];

interface FilesProps {
  /** The folder that is looked into; null closes it. */
  folder: { handle: string; name: string } | null;
  models: readonly Model[];
  onClose: () => void;
}

/** The files of a folder that may be models: known ones by their content, others as one's own. */
export function ModelFiles({ folder, models, onClose }: FilesProps) {
  const { t } = useTranslation("models");
  return (
    <Dialog
      open={folder !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t("file.in", { name: folder?.name ?? "" })}
      words={t("file.inWords")}
      className="dialog model-files"
    >
      {folder && <Inside handle={folder.handle} models={models} onClose={onClose} />}
    </Dialog>
  );
}

interface InsideProps {
  handle: string;
  models: readonly Model[];
  onClose: () => void;
}

function Inside({ handle, models, onClose }: InsideProps) {
  const { t } = useTranslation("models");
  const { data, error } = useQuery({
    queryKey: [...keys.models, "files", handle],
    queryFn: () => modelCalls.files(handle),
    staleTime: 0,
    gcTime: 0,
  });
  const [own, setOwn] = useState<File | null>(null);
  const title = (id: string) => models.find((model) => model.id === id)?.title ?? id;
  const take = (doing: Promise<unknown>) => {
    onClose();
    void doing.catch(failed);
  };
  if (error) return <p role="alert">{error.message}</p>;
  if (own)
    return (
      <OwnForm
        file={own}
        models={models}
        onBack={() => setOwn(null)}
        onTake={(said) => take(modelCalls.importFile(handle, own.name, said))}
      />
    );
  if (data?.files.length === 0) return <p className="ink-2">{t("file.none")}</p>;
  return (
    <ul className="list files" aria-label={t("file.list")} aria-busy={!data}>
      {data?.files.map((file) => {
        const known = file.matches.length > 0;
        const Icon = known ? FileBox : FileQuestion;
        return (
          <li key={file.name} className="list-row">
            <Icon className="icon" aria-hidden />
            <div className="body">
              <span className="path">{file.name}</span>
              <p className="sub num">
                {bytes(file.bytes, locale())}
                {known && ` · ${t("file.may", { titles: file.matches.map(title).join(", ") })}`}
              </p>
            </div>
            {known ? (
              <Button
                size="sm"
                aria-label={t("file.takeName", { name: file.name })}
                onClick={() => take(modelCalls.importFile(handle, file.name, null))}
              >
                {t("file.take")}
              </Button>
            ) : (
              file.onnx && (
                <Button
                  size="sm"
                  look="ghost"
                  aria-label={t("file.ownName", { name: file.name })}
                  onClick={() => setOwn(file)}
                >
                  {t("file.own")}
                </Button>
              )
            )}
          </li>
        );
      })}
      {data?.more === true && <li className="ink-3">{t("file.more")}</li>}
    </ul>
  );
}

interface OwnProps {
  file: File;
  models: readonly Model[];
  onBack: () => void;
  onTake: (own: Schemas["OwnAsk"]) => void;
}

/** How a model of one's own is used: in the place of one that is known. */
function OwnForm({ file, models, onBack, onTake }: OwnProps) {
  const { t } = useTranslation("models");
  const words = useModelWords();
  const id = useId();
  const known = models.filter(({ own }) => !own);
  const [title, setTitle] = useState(file.name.replace(/\.onnx$/i, "").slice(0, 80));
  const [like, setLike] = useState(known[0]?.id ?? "");
  const [licence, setLicence] = useState("");
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    onTake({ title: title.trim(), like, licence: licence.trim() });
  };
  return (
    <form className="own-model" onSubmit={send}>
      <p className="ink-2">{t("own.words", { name: file.name })}</p>
      <label className="field">
        <span>{t("own.title")}</span>
        <input
          className="input"
          value={title}
          maxLength={80}
          required
          onChange={(event) => setTitle(event.target.value)}
        />
      </label>
      <label className="field" htmlFor={`${id}-like`}>
        <span>{t("own.like")}</span>
        <select
          id={`${id}-like`}
          className="input"
          value={like}
          onChange={(event) => setLike(event.target.value)}
        >
          {known.map((model) => (
            <option key={model.id} value={model.id}>
              {`${model.title} (${words.task(model.task)})`}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        <span>{t("own.licence")}</span>
        <input
          className="input"
          value={licence}
          maxLength={200}
          placeholder={t("own.licenceHint")}
          onChange={(event) => setLicence(event.target.value)}
        />
      </label>
      <div className="row">
        <Button look="ghost" onClick={onBack}>
          {t("own.back")}
        </Button>
        <Button look="primary" type="submit" disabled={title.trim() === "" || like === ""}>
          {t("own.take")}
        </Button>
      </div>
    </form>
  );
}
