-- Guesses codes: fifty connections with a pause of a twentieth of a second, and as long for an answer, are about 500 a second. Prints one JSON line at the end.
local threads, number = {}, 0

function setup(thread) table.insert(threads, thread) end

function init()
  -- Globals: what `done` reads from each thread.
  busy, wrong, other = 0, 0, 0
  wrk.headers["Content-Type"] = "application/json"
end

function delay() return 50 end

function request()
  number = number + 1
  return wrk.format("POST", nil, nil, string.format('{"email":"person%d@example.com","code":"%06d"}', number % 200, number % 1000000))
end

function response(status)
  if status == 503 then busy = busy + 1 elseif status == 403 then wrong = wrong + 1 else other = other + 1 end
end

function done(summary)
  local all = {busy = 0, wrong = 0, other = 0}
  for _, thread in ipairs(threads) do
    for name in pairs(all) do all[name] = all[name] + thread:get(name) end
  end
  io.write(string.format('{"per_s":%.1f,"busy":%d,"wrong":%d,"other":%d}\n', summary.requests / (summary.duration / 1e6), all.busy, all.wrong, all.other))
end
