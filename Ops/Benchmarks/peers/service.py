"""The same movement behind FastAPI and asyncpg, written to be fast: one function call a movement, one transaction,
uvloop and httptools, statements prepared once a connection, the record made and digested here."""

import datetime
import hashlib
import os
import uuid
from contextlib import asynccontextmanager

import asyncpg
import orjson
from fastapi import FastAPI, Header, Request, Response
from pydantic import BaseModel, Field


class Movement(BaseModel):
    operation: str
    batch: str = Field(min_length=1, max_length=60)
    source: str = Field(alias="from", min_length=1, max_length=60)
    target: str = Field(alias="to", min_length=1, max_length=60)
    grams: int = Field(gt=0)
    reason: str


class Act(BaseModel):
    occurredAt: datetime.datetime
    data: Movement


CALL = "SELECT move($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"
READ = """SELECT batch.granary, batch.grain_class, batch.version,
    (SELECT json_object_agg(place, mass_g) FROM holding WHERE holding.batch = batch.code) AS held
    FROM batch, token WHERE code = $1 AND token.digest = $2"""


@asynccontextmanager
async def pool(app: FastAPI):
    size = int(os.environ["POOL"])
    app.state.pool = await asyncpg.create_pool(
        host=os.environ["PGHOST"], user="grainledger", database="peer", min_size=size, max_size=size)
    yield
    await app.state.pool.close()


app = FastAPI(lifespan=pool)


@app.post("/v1/acts/batch-moved")
async def move(act: Act, authorization: str = Header(), idempotency_key: str = Header(min_length=1, max_length=200)):
    token = hashlib.sha256(authorization.removeprefix("Bearer ").encode()).digest()
    data = act.data.model_dump(by_alias=True)
    fingerprint = hashlib.sha256(orjson.dumps([data, act.occurredAt], option=orjson.OPT_SORT_KEYS)).digest()
    record = uuid.uuid4()
    body = orjson.dumps(
        {"form": 2, "id": str(record), "kind": "batch-moved", "occurredAt": act.occurredAt, "nonce": uuid.uuid4().hex,
         "actor": {"name": "bench", "organization": "", "role": "administrator", "region": "43"},
         "data": data, "outcome": {"findings": []}}, option=orjson.OPT_SORT_KEYS)
    try:
        answer = await app.state.pool.fetchval(
            CALL, token, idempotency_key, fingerprint, act.data.batch, act.data.source, act.data.target, act.data.grams,
            act.data.reason, act.data.operation, act.occurredAt, record, body.decode(), hashlib.sha256(body).digest())
    except asyncpg.RaiseError as refusal:
        return Response(orjson.dumps({"title": str(refusal)}), 409, media_type="application/problem+json")
    if len(answer) == 3:
        return Response(b"{}", int(answer), media_type="application/problem+json")
    return Response(answer.encode(), 201, media_type="application/json")


@app.get("/v1/batches/{code}")
async def read(code: str, request: Request):
    token = hashlib.sha256(request.headers["authorization"].removeprefix("Bearer ").encode()).digest()
    row = await app.state.pool.fetchrow(READ, code, token)
    if row is None:
        return Response(b"{}", 404, media_type="application/problem+json")
    return Response(
        orjson.dumps({"code": code, "granary": row[0], "grainClass": row[1], "version": row[2],
                      "held": orjson.loads(row[3] or "{}")}), media_type="application/json")
