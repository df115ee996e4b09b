-- Enqueues a no-op job a request. Prints one JSON line at the end.
dofile(os.getenv("BENCHMARK_LOAD") .. "/summary.lua")

function init()
  wrk.headers["Content-Type"] = "application/json"
  wrk.headers["Authorization"] = "Bearer " .. os.getenv("BENCHMARK_TOKEN")
  wrk.method = "POST"
  wrk.body = '{"kind":"noop"}'
end
