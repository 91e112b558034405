"""Where the embedded default keeps things, whatever its folder is called."""

import os
from pathlib import Path

import environ
import pytest
import redis

from config.embedded import SOCKET_PATH_LIMIT, broker_url, read_or_make_secret, redis_url, socket_path, sqlite_url
from config.runner.embedded_redis import answers, running_redis

NAMES = ["plain", "with a space", "群铺", "100%20", "what?is#this", "x" * 120]


@pytest.fixture(params=NAMES)
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    made = tmp_path / request.param
    made.mkdir()
    return made


def test_the_socket_is_short_and_plain(folder: Path) -> None:
    assert len(os.fsencode(socket_path(folder))) <= SOCKET_PATH_LIMIT


def test_each_folder_has_a_socket_of_its_own(tmp_path: Path) -> None:
    assert len({socket_path(tmp_path / name) for name in NAMES}) == len(NAMES)


def test_redis_runs_there_and_is_found_by_its_url(folder: Path) -> None:
    with running_redis(folder, lasting=False) as process:
        assert answers(folder)
        with redis.Redis.from_url(redis_url(folder)) as client:
            client.set("key", "value")
            assert client.get("key") == b"value"
    assert process.returncode == 0
    assert not socket_path(folder).exists()


def test_what_it_was_told_outlives_it(tmp_path: Path) -> None:
    with running_redis(tmp_path), redis.Redis.from_url(redis_url(tmp_path)) as client:
        client.set("key", "value")
    with running_redis(tmp_path), redis.Redis.from_url(redis_url(tmp_path)) as client:
        assert client.get("key") == b"value"


def test_the_database_url_names_the_very_file(folder: Path) -> None:
    assert environ.Env.db_url_config(sqlite_url(folder))["NAME"] == str(folder / "qunpu.sqlite3")


def test_celery_spells_a_socket_its_own_way() -> None:
    assert broker_url("unix:///a/b.sock") == "redis+socket:///a/b.sock"
    assert broker_url("redis://127.0.0.1/0") == "redis://127.0.0.1/0"


def test_a_secret_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    made = read_or_make_secret(path)
    assert len(made) >= 50
    assert path.stat().st_mode & 0o777 == 0o600
    assert read_or_make_secret(path) == made
