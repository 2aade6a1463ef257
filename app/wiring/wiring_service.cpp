#include "wiring_service.h"

#include "../text/plain_text.h"

#include <base/rate_meter.h>

#include <algorithm>
#include <map>

namespace tapscope {
namespace {

using namespace std::chrono_literals;

constexpr auto readEvery = 1s;      // counters have no notifications
constexpr auto readLeast = 10s;     // however many devices there are
constexpr auto restAtLeast = 100ms; // between two readings, however often something changes
constexpr int readingShare = 10;    // the share of time, as a divisor, that reading may take
constexpr std::size_t historyLength = 30, directionsLength = 60;

void keep(std::vector<float>& history, double rate, std::size_t most) {
    history.push_back(static_cast<float>(rate));
    if (history.size() > most)
        history.erase(history.begin());
}

} // namespace

class WiringService::Rates {
public:
    std::vector<std::vector<WiredRate>> look(const WiringShot& shot) {
        std::map<WiredKey, Seen> seen;
        std::vector<std::vector<WiredRate>> rates(shot.wiring.areas.size());
        for (std::size_t area = 0; area < rates.size(); ++area) {
            for (std::size_t device = 0; device < shot.wiring.areas[area].devices.size(); ++device) {
                const auto key = shot.keyOf({area, device});
                const auto& counters = shot.wiring.areas[area].devices[device].info.counters;
                const std::uint64_t bytes = counters.receivedBytes + counters.sentBytes;
                auto before = seen_.extract(key);
                Seen now = before ? std::move(before.mapped())
                                  : Seen{.received = RateMeter(counters.receivedFrames),
                                         .sent = RateMeter(counters.sentFrames),
                                         .bytes = RateMeter(bytes),
                                         .rate = {}};
                const bool hasFrames = now.received.look(counters.receivedFrames, readEvery / 2);
                if (now.sent.look(counters.sentFrames, readEvery / 2) && hasFrames &&
                    now.bytes.look(bytes, readEvery / 2)) {
                    constexpr double bitsInByte = 8;
                    now.rate.framesPerSecond = now.received.perSecond() + now.sent.perSecond();
                    now.rate.bitsPerSecond = now.bytes.perSecond() * bitsInByte;
                    keep(now.rate.history, now.rate.framesPerSecond, historyLength);
                    keep(now.rate.received, now.received.perSecond(), directionsLength);
                    keep(now.rate.sent, now.sent.perSecond(), directionsLength);
                }
                rates[area].push_back(now.rate);
                seen.emplace(key, std::move(now));
            }
        }
        seen_ = std::move(seen);
        return rates;
    }

private:
    struct Seen {
        RateMeter received, sent, bytes;
        WiredRate rate;
    };
    std::map<WiredKey, Seen> seen_;
};

WiringService::WiringService(QObject* parent) : QObject(parent) {
    qRegisterMetaType<WiringShots>();
}

WiringService::~WiringService() {
    {
        const std::lock_guard lock(mutex_);
        wish_.isEnding = true;
        if (reader_)
            reader_->wake();
    }
    woken_.notify_all();
    if (thread_.joinable())
        thread_.join(); // a reading ends within milliseconds, with a million new routes within a second
}

void WiringService::start(pid_t sandbox) {
    {
        const std::lock_guard lock(mutex_);
        wish_.isWanted = true;
        wish_.sandbox = sandbox;
        if (reader_)
            reader_->wake();
    }
    woken_.notify_all();
    if (!thread_.joinable())
        thread_ = std::thread([this] { run(); });
}

void WiringService::stop() {
    const std::lock_guard lock(mutex_);
    wish_.isWanted = false;
    if (reader_)
        reader_->wake();
}

void WiringService::setMetrics(const WiringMetrics& metrics) {
    const std::lock_guard lock(mutex_);
    if (wish_.metrics == metrics)
        return;
    wish_.metrics = metrics;
    if (reader_)
        reader_->wake();
}

void WiringService::refresh() {
    const std::lock_guard lock(mutex_);
    if (reader_)
        reader_->wake();
}

void WiringService::run() {
    Rates rates;
    pid_t sandbox = 0;
    std::unique_lock lock(mutex_);
    while (!wish_.isEnding) {
        if (!wish_.isWanted) {
            reader_.reset(); // the map would keep namespaces alive
            woken_.wait(lock, [this] { return wish_.isWanted || wish_.isEnding; });
            continue;
        }
        if (!reader_ || sandbox != wish_.sandbox) {
            sandbox = wish_.sandbox;
            auto opened = WiringReader::open(sandbox);
            reader_ = opened ? std::make_shared<WiringReader>(std::move(*opened)) : nullptr;
            if (!opened)
                emit failed(plainText(opened.error().text()));
        }
        const auto reader = reader_;
        const WiringMetrics metrics = wish_.metrics;
        lock.unlock();
        const auto begun = std::chrono::steady_clock::now();
        const bool isGood = reader && readOnce(*reader, rates, metrics);
        const auto took =
            std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begun);
        if (isGood)
            reader->wait(std::clamp<std::chrono::milliseconds>(took * readingShare, readEvery, readLeast));
        lock.lock();
        const auto rest = isGood ? std::max<std::chrono::milliseconds>(restAtLeast, took) : readEvery;
        woken_.wait_for(lock, rest, [this] { return wish_.isEnding; });
    }
    reader_.reset();
}

bool WiringService::readOnce(WiringReader& reader, Rates& rates, const WiringMetrics& metrics) {
    auto wiring = reader.read();
    if (!wiring) {
        emit failed(plainText(wiring.error().text()));
        return false;
    }
    auto shot = std::make_shared<WiringShot>(std::move(*wiring));
    shot->layout = layOut(shot->wiring, metrics);
    shot->rates = rates.look(*shot);
    emit changed(shot);
    return true;
}

} // namespace tapscope
