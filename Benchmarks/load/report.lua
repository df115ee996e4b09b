-- Reports an error of 20 kB a request, of one of BENCHMARK_ERRORS kinds. Prints one JSON line at the end.
dofile(os.getenv("BENCHMARK_LOAD") .. "/summary.lua")

local kinds = tonumber(os.getenv("BENCHMARK_ERRORS") or "1000")
local frames = {}
for frame = 1, 40 do
  frames[frame] = string.format(
    '{"filename":"shop/part%d.py","function":"call_%d","module":"shop.part%d","lineno":%d,"in_app":%s,"context_line":"    return handle(request, basket, %d)",'
      .. '"pre_context":["def call(request):","    basket = request.basket","    if basket is None:","        raise Missing()"],"post_context":["","def more():","    pass"],'
      .. '"vars":{"request":"<Request GET /pay/%d>","basket":"<Basket of 3>","total":"%d"}}', frame, frame, frame, frame * 7, frame > 20 and "true" or "false", frame, frame, frame * 13)
end
local stack = table.concat(frames, ",")
local number = 0

function init()
  wrk.headers["Content-Type"] = "application/x-sentry-envelope"
  wrk.headers["X-Sentry-Auth"] = "Sentry sentry_version=7, sentry_key=" .. os.getenv("BENCHMARK_TOKEN")
  math.randomseed(os.time())
end

function request()
  number = number + 1
  local id = string.format("%08x%08x%08x%08x", math.random(0, 0x7fffffff), math.random(0, 0x7fffffff), math.random(0, 0x7fffffff), number)
  local event = string.format(
    '{"event_id":"%s","level":"error","platform":"python","release":"shop@1.0","user":{"id":"%d"},"exception":{"values":[{"type":"Failed","value":"basket %d",'
      .. '"stacktrace":{"frames":[%s]}}]},"fingerprint":["kind %d"],"extra":{"filler":"%s"}}', id, number % 500, number, stack, number % kinds, string.rep("x", 2000))
  return wrk.format("POST", nil, nil, string.format('{"event_id":"%s"}\n{"type":"event","length":%d}\n%s\n', id, #event, event))
end
