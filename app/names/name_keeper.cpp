#include "name_keeper.h"

#include "../background/background.h"
#include "../session/current_capture.h"
#include "../text/plain_text.h"

#include <QStandardPaths>

#include <analysis/name_scan.h>
#include <names/name_blocks.h>

#include <algorithm>
#include <utility>

namespace tapscope {
namespace {

constexpr int collectEvery = 1000; // milliseconds, while frames arrive

/// Names from the user's file, the capture's file and this machine's files. The first name of an address wins. A file
/// that cannot be read has no names.
HostNames namesOfFiles(const FrameStore& store, const std::filesystem::path& userFile, const std::stop_token& stop) {
    HostNames names;
    static_cast<void>(names.readFile(userFile));
    static_cast<void>(addNamesOfFiles(names, store, stop));
    static_cast<void>(names.readFile("/etc/hosts"));
    return names;
}

} // namespace

NameKeeper::NameKeeper(CurrentCapture& capture, QObject* parent) : QObject(parent), capture_(capture) {
    later_.setInterval(collectEvery);
    later_.setSingleShot(true);
    connect(&later_, &QTimer::timeout, this, &NameKeeper::collectHosts);
    connect(&capture_, &CurrentCapture::changed, this, &NameKeeper::takeCapture);
}

NameKeeper::~NameKeeper() {
    stop_.request_stop();
}

std::filesystem::path NameKeeper::userHostsFile() {
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation);
    return std::filesystem::path(folder.toStdString()) / "hosts";
}

void NameKeeper::setSwitches(const NameSwitches& switches) {
    if (switches == switches_)
        return;
    const NameSwitches before = std::exchange(switches_, switches);
    readTables();
    if (switches.hosts && !before.hosts) {
        forgetHosts();
        collectHosts();
    }
    publish();
}

/// Not before there are frames, because the window needs descriptors and threads during its start.
void NameKeeper::readTables() {
    if (!store_)
        return;
    if (switches_.vendors && !tables_.vendors)
        readVendors();
    if (switches_.services && !tables_.services)
        readServices();
}

void NameKeeper::readVendors() {
    tables_.vendors = std::make_shared<const VendorTable>(); // empty until the tables are read
    ++tablesBeingRead_;
    struct Read {
        std::shared_ptr<const VendorTable> table;
        QStringList failures;
    };
    inBackground(
        this,
        []() -> Read {
            auto table = std::make_shared<VendorTable>();
            QStringList failures;
            for (const auto& file : vendorFiles()) {
                if (const auto read = table->read(file); !read)
                    failures << plainText(read.error().text());
            }
            table->finish();
            return {std::move(table), failures};
        },
        [this](const Read& read) {
            tables_.vendors = read.table;
            --tablesBeingRead_;
            for (const QString& failure : read.failures)
                emit noted(failure);
            publish();
        });
}

void NameKeeper::readServices() {
    tables_.services = std::make_shared<const ServiceNames>();
    ++tablesBeingRead_;
    inBackground(
        this,
        [] {
            auto services = std::make_shared<ServiceNames>();
            const auto read = services->readFile("/etc/services");
            return std::pair(std::shared_ptr<const ServiceNames>(services),
                             read ? QString() : plainText(read.error().text()));
        },
        [this](const std::pair<std::shared_ptr<const ServiceNames>, QString>& read) {
            tables_.services = read.first;
            --tablesBeingRead_;
            if (!read.second.isEmpty())
                emit noted(read.second);
            publish();
        });
}

bool NameKeeper::isComplete() const {
    const bool hasHosts = !switches_.hosts || (tables_.hosts && collected_ >= capture_.shown().store->count());
    return !store_ || (tablesBeingRead_ == 0 && hasHosts);
}

void NameKeeper::takeCapture() {
    if (capture_.shown().store == store_)
        return;
    store_ = capture_.shown().store;
    readTables();
    const bool hadNames = tables_.hosts != nullptr;
    forgetHosts();
    if (hadNames)
        publish();
    if (switches_.hosts)
        later_.start(0);
}

void NameKeeper::forgetHosts() {
    stop_.request_stop();
    stop_ = {};
    tables_.hosts = nullptr;
    collected_ = 0;
    isCollecting_ = false;
}

void NameKeeper::proceed() {
    if (switches_.hosts && !later_.isActive())
        later_.start(collectEvery);
}

void NameKeeper::collectHosts() {
    const ShownCapture& shown = capture_.shown();
    if (!switches_.hosts || !shown.store || isCollecting_ || (tables_.hosts && shown.store->count() <= collected_))
        return;
    isCollecting_ = true;
    const FrameNumber last = shown.store->count();
    inBackground(
        this,
        [shown, first = std::max<FrameNumber>(collected_ + 1, shown.store->first()), last, known = tables_.hosts,
         userFile = userHostsFile(), stop = stop_.get_token()]() -> std::shared_ptr<const HostNames> {
            auto names = std::make_shared<HostNames>(known ? *known : namesOfFiles(*shown.store, userFile, stop));
            if (last >= first) // a frame that cannot be read has no names
                static_cast<void>(addNamesOfFrames(*names, shown, first, last, stop));
            return names;
        },
        [this, last, stop = stop_.get_token()](const std::shared_ptr<const HostNames>& names) {
            if (stop.stop_requested()) // the names are those of another capture
                return;
            isCollecting_ = false;
            collected_ = last;
            const bool isNew = !tables_.hosts || names->size() != tables_.hosts->size();
            tables_.hosts = names;
            if (isNew)
                publish();
            proceed();
        });
}

void NameKeeper::publish() {
    const bool isWanted = switches_ != NameSwitches{};
    capture_.setNames(isWanted ? std::make_shared<const NameBook>(switches_, tables_) : nullptr);
}

} // namespace tapscope
