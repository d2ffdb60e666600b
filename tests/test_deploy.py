"""What ``deploy`` gives to those who run the service: right by the schemas, and of things that are there.

No cluster and no containers are started here; that the service itself does what they ask of it is tested elsewhere.
"""

from __future__ import annotations

import configparser
import re
import shlex
import tomllib
from collections.abc import Iterator
from typing import Any

import click
import kubernetes_validate
import pytest
import yaml

from tests.copied import ROOT
from tests.documents import written
from trekant import __version__
from trekant.cli import main
from trekant.grading.folders import PERSONAL
from trekant.grading.gradebook_url import URL_VARIABLE
from trekant.service.pages.running import router
from trekant.service.reminders.mail_server import SENDER, SERVER
from trekant.service.settings import ADDRESS
from trekant.service.signin.by_hub import BACK_FROM_HUB
from trekant.service.signin.settings import FROM_HUB, hub_from
from trekant.service.start import GRACE

DEPLOY = ROOT / "deploy"
OF_UVICORN = "FORWARDED_ALLOW_IPS"
KUBERNETES = sorted(path for path in (DEPLOY / "kubernetes").rglob("*") if path.is_file())
PATHS = {route.path for route in router.routes}  # type: ignore[attr-defined]
AT_MOST = 5
"""Seconds from the end of what was in hand to the end of the process."""


def _documents() -> Iterator[dict[str, Any]]:
    for path in KUBERNETES:
        yield from yaml.safe_load_all(path.read_text(encoding="utf-8"))


OBJECTS = {(one["kind"], one["metadata"]["name"]): one for one in _documents()}
COMPOSE = yaml.safe_load((DEPLOY / "service/compose.yaml").read_text(encoding="utf-8"))["services"]
VALUES = yaml.safe_load((DEPLOY / "jupyterhub-values.yaml").read_text(encoding="utf-8"))["hub"]
CONTAINERFILE = (DEPLOY / "service/Containerfile").read_text(encoding="utf-8")


def _pod(name: str) -> dict[str, Any]:
    if ("CronJob", name) in OBJECTS:
        made = OBJECTS["CronJob", name]["spec"]["jobTemplate"]["spec"]
    else:
        made = OBJECTS["Deployment", name]["spec"]
    found: dict[str, Any] = made["template"]["spec"]
    return found


PODS = {name: _pod(name) for kind, name in OBJECTS if kind in ("Deployment", "CronJob")}


def _typed(words: list[str]) -> dict[str, Any]:
    """What a command of ours is given; fails as the command itself would."""
    assert words[0].rpartition("/")[2] == "trekant", words
    command: click.Command = main
    words = words[1:]
    while isinstance(command, click.Group):
        command = command.commands[words.pop(0)]
    return command.make_context(command.name, words).params


def _variables() -> set[str]:
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py")]
    return {one for text in sources for one in re.findall(r"\bTREKANT_[A-Z_]+", text)} | {*FROM_HUB, OF_UVICORN}


@pytest.mark.parametrize("version", ["1.31", kubernetes_validate.latest_version()])
@pytest.mark.parametrize("name", OBJECTS, ids="-".join)
def test_what_kubernetes_gets_is_as_its_schemas_say(name: tuple[str, str], version: str) -> None:
    kubernetes_validate.validate(OBJECTS[name], version, strict=True)


def test_no_secret_stands_in_git_nor_is_one_put_into_the_cluster_by_itself() -> None:
    [path] = [path for path in KUBERNETES if "kind: Secret" in path.read_text(encoding="utf-8")]
    assert path.suffix == ".example", "»kubectl apply -f« takes what ends in .yaml"
    address = OBJECTS["Secret", "trekant"]["stringData"][URL_VARIABLE]
    assert "SKRIV-ADGANGSKODEN" in address


@pytest.mark.parametrize("name", PODS)
def test_a_pod_runs_what_is_there_as_nobody_and_writes_only_where_it_may(name: str) -> None:
    pod = PODS[name]
    assert pod["securityContext"]["runAsNonRoot"] and not pod["automountServiceAccountToken"]
    assert f"--uid {pod['securityContext']['runAsUser']} trekant" in CONTAINERFILE
    for container in (*pod["initContainers"], *pod["containers"]):
        assert container["image"] == f"kursus:{__version__}"
        sealed = container["securityContext"]
        assert sealed["readOnlyRootFilesystem"] and sealed["capabilities"]["drop"] == ["ALL"]
        assert {"requests", "limits"} == set(container["resources"])
        assert {one["name"] for one in container["volumeMounts"]} <= {one["name"] for one in pod["volumes"]}
    (container,) = pod["containers"]
    _typed(container["args"])
    places = {one["mountPath"] for one in container["volumeMounts"]}
    [folder] = re.findall(r"^WORKDIR (\S+)$", CONTAINERFILE, re.M)
    assert places == {f"{folder}/quizzes", "/tmp"}
    for source in container["envFrom"]:
        kind = "ConfigMap" if "configMapRef" in source else "Secret"
        (reference,) = source.values()
        found = OBJECTS[kind, reference["name"]]
        assert set(found.get("data") or found["stringData"]) <= _variables()


def test_the_way_in_leads_to_the_service_and_its_probes_to_routes() -> None:
    (container,) = PODS["trekant-serve"]["containers"]
    given = _typed(container["args"])
    (port,) = container["ports"]
    assert given["port"] == port["containerPort"] and given["no_grading"] and given["host"] == "0.0.0.0"
    probes = [container[name] for name in ("startupProbe", "readinessProbe", "livenessProbe")]
    assert [probe["httpGet"]["path"] for probe in probes] == ["/healthz", "/readyz", "/healthz"]
    assert {"/healthz", "/readyz"} <= PATHS and {probe["httpGet"]["port"] for probe in probes} == {port["name"]}
    service = OBJECTS["Service", "trekant"]["spec"]
    labels = OBJECTS["Deployment", "trekant-serve"]["spec"]["template"]["metadata"]["labels"]
    assert service["selector"].items() <= labels.items() and service["ports"][0]["targetPort"] == port["name"]
    for kind, field in (("PodDisruptionBudget", "selector"), ("NetworkPolicy", "podSelector")):
        assert OBJECTS[kind, "trekant-serve"]["spec"][field]["matchLabels"].items() <= labels.items()
    (rule,) = OBJECTS["Ingress", "trekant"]["spec"]["rules"]
    (path,) = rule["http"]["paths"]
    assert path["backend"]["service"] == {"name": "trekant", "port": {"name": service["ports"][0]["name"]}}
    assert OBJECTS["ConfigMap", "trekant"]["data"][ADDRESS] == f"https://{rule['host']}"


def test_the_containers_use_what_is_there() -> None:
    ours = {name: one for name, one in COMPOSE.items() if one.get("image") == "kursus"}
    assert set(ours) == {"first", "second", "worker"}
    for one in ours.values():
        assert set(one["environment"]) <= _variables() and one["environment"][URL_VARIABLE].startswith("postgresql://")
        assert set(one["depends_on"]) <= set(COMPOSE)
    _typed(ours["worker"]["command"])
    first = ours["first"]
    assert (DEPLOY.parent / first["build"]["dockerfile"]).is_file()
    [served] = re.findall(r"^CMD (\[.*\])$", CONTAINERFILE, re.M)
    given = _typed(yaml.safe_load(served))
    [probed] = re.findall(r"http://127\.0\.0\.1:(\d+)(/\w+)", first["healthcheck"]["test"][-1])
    assert probed == (str(given["port"]), "/readyz") and f"EXPOSE {given['port']}" in CONTAINERFILE
    for place in COMPOSE["nginx"]["volumes"]:
        source = place.partition(":")[0]
        assert source.startswith("/etc/") or (DEPLOY / "service" / source).is_file()


def test_the_image_takes_the_packages_of_the_project_and_nothing_of_anybody() -> None:
    extras = tomllib.loads(written("pyproject.toml"))["project"]["optional-dependencies"]
    wanted = {re.split("[>=<]", package)[0] for packages in extras.values() for package in packages}
    assert {name for name in re.findall(r"[\w\[\]]+", CONTAINERFILE) if name in wanted} == wanted
    [locked, *_] = re.findall(r"pip install .*", CONTAINERFILE)
    assert "--require-hashes -r requirements.txt" in locked and "PACKAGES" not in locked
    ignored = set(written(".dockerignore").splitlines())
    covered = {"gradebook.db*": "**/*gradebook*.db*"}
    assert {covered.get(name, f"quizzes/{name}") for name in PERSONAL} <= ignored
    assert {".git", ".venv", "deploy/kubernetes/secret.yaml"} <= ignored


def _unit(name: str) -> configparser.ConfigParser:
    found = configparser.RawConfigParser()
    found.optionxform = str  # type: ignore[method-assign,assignment]
    assert found.read(DEPLOY / f"service/{name}", encoding="utf-8")
    return found


def test_the_units_run_commands_that_are_there() -> None:
    names = ("serve@", "worker@", "remind")
    serve, worker, remind = (_unit(f"trekant-{name}.service")["Service"] for name in names)
    assert _typed(shlex.split(serve["ExecStart"].replace("%i", "8001")))["port"] == 8001
    _typed(shlex.split(worker["ExecStart"]))
    _typed(shlex.split(remind["ExecStart"]))
    for unit in (serve, worker, remind):
        assert unit["ReadWritePaths"] == f"{unit['WorkingDirectory']}/quizzes"


def test_reminders_go_out_on_the_same_days_everywhere_and_never_twice_at_once() -> None:
    job = OBJECTS["CronJob", "trekant-remind"]["spec"]
    assert (job["schedule"], job["timeZone"], job["concurrencyPolicy"]) == (
        "0 7 * * 1-5",
        "Europe/Copenhagen",
        "Forbid",
    )
    assert _unit("trekant-remind.timer")["Timer"]["OnCalendar"] == "Mon..Fri 07:00 Europe/Copenhagen"
    assert {SERVER, SENDER} == set(OBJECTS["ConfigMap", "trekant-mail"]["data"]), "without them no mail goes out"


def test_whoever_stops_the_service_gives_it_the_time_that_it_takes() -> None:
    """It gives what is in hand so long, and then ends."""
    assert GRACE == 10
    assert f"{GRACE} sekunder" in written("deploy/README.md")
    serve = PODS["trekant-serve"]
    before = serve["containers"][0]["lifecycle"]["preStop"]["sleep"]["seconds"]
    given = {
        "systemd": int(_unit("trekant-serve@.service")["Service"]["TimeoutStopSec"]),
        "compose": int(COMPOSE["first"]["stop_grace_period"].removesuffix("s")),
        "kubernetes": serve["terminationGracePeriodSeconds"] - before,
    }
    assert min(given.values()) >= GRACE + AT_MOST, given
    grading = {
        int(_unit("trekant-worker@.service")["Service"]["TimeoutStopSec"]),
        int(COMPOSE["worker"]["stop_grace_period"].removesuffix("s")),
        PODS["trekant-worker"]["terminationGracePeriodSeconds"],
    }
    assert grading == {30}, "a chunk in hand takes a second"


def test_a_hub_on_kubernetes_knows_the_service_as_the_handbook_has_it() -> None:
    ((name, service),) = VALUES["services"].items()
    address = OBJECTS["ConfigMap", "trekant"]["data"][ADDRESS]
    assert service["oauth_redirect_uri"] == address + BACK_FROM_HUB
    [block] = re.findall(r"^ *```python\n(.*?)^ *```", written("deploy/login.md"), re.M | re.S)
    for said in (*service["oauth_client_allowed_scopes"], *VALUES["loadRoles"]["user"]["scopes"]):
        assert f'"{said}"' in block, said
    given = OBJECTS["ConfigMap", "trekant-login"]["data"]
    token, _address, client = FROM_HUB
    assert set(FROM_HUB) - {token} <= set(given) and given[client] == f"service-{name}"
    assert hub_from({**given, token: "x"})
    labels = OBJECTS["Deployment", "trekant-serve"]["spec"]["template"]["metadata"]["labels"]
    assert labels["hub.jupyter.org/network-access-hub"] == "true"
    assert VALUES["networkPolicy"]["interNamespaceAccessLabels"] == "accept"
