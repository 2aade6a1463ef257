#include "device_service.h"

#include "../text/plain_text.h"

#include <base/rate_meter.h>
#include <net/device_users.h>

#include <QSocketNotifier>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <utility>

namespace tapscope {
namespace {

using namespace std::chrono_literals;

constexpr auto refreshEvery = 500ms; // counters have no notifications
constexpr auto refreshLeast = 5s;    // however many devices there are
constexpr int refreshShare = 50;     // the share of time, as a divisor, that listing thousands of devices may take
constexpr int lookForUsersEvery = 4; // refreshes
constexpr double smoothing = 0.5;

} // namespace

void KeptDevices::keep(TapDevice device) {
    const std::lock_guard lock(mutex_);
    const InterfaceName name = device.name();
    devices_.insert_or_assign(name, std::move(device));
}

void KeptDevices::drop(const InterfaceName& name) {
    const std::lock_guard lock(mutex_);
    devices_.erase(name);
}

void KeptDevices::moved(const InterfaceName& name) {
    const std::lock_guard lock(mutex_);
    if (auto device = devices_.extract(name))
        elsewhere_.push_back(std::move(device.mapped()));
}

std::optional<TapDevice> KeptDevices::share(const InterfaceName& name) const {
    const std::lock_guard lock(mutex_);
    const auto found = devices_.find(name);
    if (found == devices_.end())
        return std::nullopt;
    auto copy = found->second.duplicate();
    return copy ? std::optional(std::move(*copy)) : std::nullopt;
}

namespace {

/// A list on its way to the window, where a later one takes its place: a storm of changes must not queue up there.
class ListOnItsWay : public std::enable_shared_from_this<ListOnItsWay> {
public:
    void pass(DeviceService& service, DeviceSnapshots devices) {
        const std::lock_guard lock(mutex_);
        if (!std::exchange(latest_, std::move(devices)))
            QMetaObject::invokeMethod(
                &service, [&service, self = shared_from_this()] { emit service.devicesChanged(self->take()); },
                Qt::QueuedConnection);
    }

private:
    DeviceSnapshots take() {
        const std::lock_guard lock(mutex_);
        return std::exchange(latest_, nullptr);
    }

    std::mutex mutex_;
    DeviceSnapshots latest_; ///< null: none is on its way; guarded
};

} // namespace

class DeviceService::Watcher final : public QObject {
public:
    explicit Watcher(DeviceService& service) : service_(service) {}

    void start(DeviceControl& control, pid_t inNetworkOf) {
        inNetworkOf_ = inNetworkOf;
        notifier_.reset();
        timer_.reset();
        seen_.clear();
        auto watcher = control.watch();
        if (!watcher) {
            emit service_.failed(plainText(watcher.error().text()));
            return;
        }
        watcher_ = std::move(*watcher);
        notifier_ = std::make_unique<QSocketNotifier>(watcher_->fd(), QSocketNotifier::Read);
        connect(notifier_.get(), &QSocketNotifier::activated, this, [this] { take(watcher_->process()); });
        timer_ = std::make_unique<QTimer>();
        connect(timer_.get(), &QTimer::timeout, this, [this] {
            const auto begun = RateMeter::Clock::now();
            lookForUsers_ = ++refreshes_ % lookForUsersEvery == 0;
            take(watcher_->refresh());
            const auto next = std::clamp<RateMeter::Clock::duration>((RateMeter::Clock::now() - begun) * refreshShare,
                                                                     refreshEvery, refreshLeast);
            timer_->setInterval(std::chrono::duration_cast<std::chrono::milliseconds>(next));
        });
        timer_->start(refreshEvery);
        lookForUsers_ = true;
        publish();
    }

    void refresh() {
        if (watcher_) {
            lookForUsers_ = true;
            take(watcher_->refresh());
        }
    }

private:
    void take(const Result<bool>& changed) {
        if (!changed)
            emit service_.failed(plainText(changed.error().text()));
        else
            publish();
    }

    void publish() {
        lookForUsers();
        auto snapshots = std::make_shared<std::vector<DeviceSnapshot>>();
        std::map<InterfaceName, Seen> seen;
        for (const auto& info : watcher_->devices()) {
            const std::uint64_t frames = info.counters.receivedFrames + info.counters.sentFrames;
            const auto before = seen_.find(info.name);
            Seen next = before != seen_.end() ? before->second : Seen{.meter = RateMeter(frames), .rate = 0};
            if (next.meter.look(frames, refreshEvery / 2))
                next.rate = next.rate * (1 - smoothing) + next.meter.perSecond() * smoothing;
            const auto users = users_.find(info.name);
            snapshots->push_back({info, users != users_.end() ? users->second : std::vector<DeviceUser>{}, next.rate});
            seen.emplace(info.name, next);
        }
        seen_ = std::move(seen);
        onItsWay_->pass(service_, snapshots);
    }

    /// From time to time, and when there is a new device: one scan for all devices.
    void lookForUsers() {
        const auto& devices = watcher_->devices();
        const bool isNew = std::ranges::any_of(devices, [&](const auto& info) { return !seen_.contains(info.name); });
        if (!std::exchange(lookForUsers_, false) && !isNew)
            return;
        std::vector<InterfaceName> open;
        for (const auto& info : devices) {
            if (info.hasCarrier)
                open.push_back(info.name);
        }
        users_ = open.empty() ? decltype(users_){} : usersOfAll(open, inNetworkOf_);
    }

    struct Seen {
        RateMeter meter;
        double rate = 0;
    };

    DeviceService& service_;
    const std::shared_ptr<ListOnItsWay> onItsWay_ = std::make_shared<ListOnItsWay>();
    std::unique_ptr<DeviceWatcher> watcher_;
    std::unique_ptr<QSocketNotifier> notifier_;
    std::unique_ptr<QTimer> timer_;
    std::map<InterfaceName, Seen> seen_;
    std::map<InterfaceName, std::vector<DeviceUser>> users_;
    pid_t inNetworkOf_ = 0;
    unsigned refreshes_ = 0;
    bool lookForUsers_ = false;
};

DeviceService::DeviceService(std::shared_ptr<DeviceControl> control, QObject* parent)
    : QObject(parent), control_(std::move(control)), watcher_(new Watcher(*this)), worker_(new QObject) {
    qRegisterMetaType<DeviceSnapshots>();
    watching_.setObjectName(QStringLiteral("devices"));
    working_.setObjectName(QStringLiteral("requests"));
    for (auto [object, thread] : {std::pair<QObject*, QThread*>(watcher_, &watching_), {worker_, &working_}}) {
        object->moveToThread(thread);
        connect(thread, &QThread::finished, object, &QObject::deleteLater);
    }
    connect(&watching_, &QThread::started, watcher_,
            [watcher = watcher_, control = control_] { watcher->start(*control, 0); });
    watching_.start();
    working_.start();
}

DeviceService::~DeviceService() {
    control_->abandon(); // a password prompt may stay open forever
    working_.quit();     // first, because its last actions notify the watcher
    working_.wait();
    watching_.quit();
    watching_.wait();
}

void DeviceService::moveTo(std::shared_ptr<DeviceControl> control, pid_t inNetworkOf) {
    control_ = std::move(control);
    kept_ = std::make_shared<KeptDevices>();
    QMetaObject::invokeMethod(
        watcher_, [watcher = watcher_, control = control_, inNetworkOf] { watcher->start(*control, inNetworkOf); },
        Qt::QueuedConnection);
}

void DeviceService::request(QObject* context, Work work, Reply reply, What what) {
    auto answer = [this, guard = QPointer<QObject>(context), reply = std::move(reply),
                   what = std::move(what)](const Result<void>& done) {
        QMetaObject::invokeMethod(
            this,
            [this, guard, reply, what, done] {
                if (what)
                    report(done, what, guard && reply);
                if (guard && reply)
                    reply(done);
            },
            Qt::QueuedConnection);
    };
    QMetaObject::invokeMethod(
        worker_,
        [watcher = watcher_, control = control_, work = std::move(work), answer = std::move(answer)] {
            const auto done = work(*control);
            QMetaObject::invokeMethod(
                watcher,
                [watcher, answer, done] {
                    watcher->refresh();
                    answer(done);
                },
                Qt::QueuedConnection);
        },
        Qt::QueuedConnection);
}

void DeviceService::report(const Result<void>& done, const What& what, bool isShown) {
    if (done)
        emit changed(what());
    else if (isShown)
        emit refused(plainText(done.error().text()));
    else
        emit failed(plainText(done.error().text()));
}

} // namespace tapscope
