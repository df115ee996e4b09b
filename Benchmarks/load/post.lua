-- Posts a lead a request, each with a company of its own. Prints one JSON line at the end.
local head, tail = '{"company":"Benchmark ', '","website":null,"contactName":"Camille Martin","email":"camille@example.com","notes":"' .. string.rep("a", 200) .. '"}'
local number = 0

function init()
  wrk.headers["Content-Type"] = "application/json"
  wrk.headers["Authorization"] = "Bearer " .. os.getenv("BENCHMARK_TOKEN")
end

function request()
  number = number + 1
  return wrk.format("POST", nil, nil, head .. number .. tail)
end

function done(summary, latency)
  local seconds, errors = summary.duration / 1e6, summary.errors
  local refused, broken = errors.status, errors.connect + errors.read + errors.write + errors.timeout
  io.write(string.format(
    '{"acknowledged":%d,"refused":%d,"broken":%d,"seconds":%.3f,"per_s":%.1f,"p50_ms":%.3f,"p99_ms":%.3f}\n',
    summary.requests - refused, refused, broken, seconds, (summary.requests - refused) / seconds,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
