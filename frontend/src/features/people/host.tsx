import { CircleHelp, User } from "lucide-react";
import { useEffect } from "react";
import { useNavigate } from "react-router";
import { useActions } from "@/actions/registry";
import { registerDestinations } from "@/actions/sources";
import { i18n } from "@/i18n";
import { knownPeople } from "./queries";

const t = i18n.getFixedT(null, "people");

/** Everybody with a name as a destination of the palette, once People was seen; and the way to the questions. */
export default function PeopleHost() {
  const navigate = useNavigate();
  useActions([
    {
      id: "go.questions",
      group: "go",
      icon: CircleHelp,
      title: () => t("actions.review"),
      run: () => void navigate("/people/review"),
    },
  ]);
  useEffect(
    () =>
      registerDestinations({
        heading: () => t("title"),
        list: () =>
          knownPeople().map(({ id, name, photos }) => ({
            id: `person.${id}`,
            title: name,
            icon: User,
            hint: t("photos", { count: photos }),
            run: () => void navigate(`/people/${id}`),
          })),
      }),
    [navigate],
  );
  return null;
}
