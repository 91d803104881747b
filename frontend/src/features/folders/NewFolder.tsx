import { useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { ApiError, api, call, keys, queryClient } from "@/api";
import { Button } from "@/ui";

interface NewFolderProps {
  /** Handle of the folder it is made in. */
  parent: string;
  onMade: (handle: string) => void;
  onCancel: () => void;
}

/** One line to name a new folder in. */
export function NewFolder({ parent, onMade, onCancel }: NewFolderProps) {
  const { t } = useTranslation("folders");
  const [name, setName] = useState("");
  const [wrong, setWrong] = useState("");

  const make = async () => {
    if (name.trim() === "") return;
    try {
      const path = { handle: parent };
      const made = await call(
        api.POST("/api/v1/folders/{handle}/create", {
          params: { path },
          body: { name: name.trim() },
        }),
      );
      void queryClient.invalidateQueries({ queryKey: keys.folders(parent) });
      onMade(made.handle);
    } catch (error) {
      setWrong(error instanceof ApiError ? error.message : t("failed"));
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") void make();
    else if (event.key === "Escape") onCancel();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className="new">
      <input
        autoFocus
        className="text"
        aria-label={t("newName")}
        aria-invalid={wrong !== ""}
        placeholder={t("newName")}
        value={name}
        onChange={(event) => {
          setName(event.target.value);
          setWrong("");
        }}
        onKeyDown={onKeyDown}
      />
      <Button disabled={name.trim() === ""} onClick={() => void make()}>
        {t("create")}
      </Button>
      {wrong !== "" && (
        <p className="t-12" role="alert">
          {wrong}
        </p>
      )}
    </div>
  );
}
