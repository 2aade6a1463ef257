#include "kept_filters.h"

#include "../profiles/profiles.h"

#include <QSettings>

#include <algorithm>

namespace tapscope {
namespace {

constexpr int mostRecent = 20;

} // namespace

void storeBookmarks(QSettings& settings, const QString& kind, const std::vector<FilterBookmark>& bookmarks) {
    settings.remove(kind + "/bookmarks");
    settings.beginWriteArray(kind + "/bookmarks", static_cast<int>(bookmarks.size()));
    int position = 0;
    for (const auto& each : bookmarks) {
        settings.setArrayIndex(position++);
        settings.setValue("name", each.name);
        settings.setValue("filter", each.filter);
    }
    settings.endArray();
}

KeptFilters::KeptFilters(QString kind, Profiles* profiles, QObject* parent)
    : QObject(parent), kind_(std::move(kind)), profiles_(profiles), program_(std::make_unique<QSettings>()) {}

KeptFilters::~KeptFilters() = default;

QSettings& KeptFilters::settings() const {
    return profiles_ != nullptr ? profiles_->settings() : *program_;
}

QStringList KeptFilters::recent() const {
    return settings().value(kind_ + "/recent").toStringList();
}

void KeptFilters::remember(const QString& filter) {
    if (filter.trimmed().isEmpty())
        return;
    QStringList filters = recent();
    filters.removeAll(filter);
    filters.prepend(filter);
    settings().setValue(kind_ + "/recent", filters.mid(0, mostRecent));
}

void KeptFilters::forgetRecent() {
    settings().remove(kind_ + "/recent");
}

std::vector<KeptFilters::Bookmark> KeptFilters::bookmarks() const {
    QSettings& settings = this->settings();
    std::vector<Bookmark> all;
    const int count = settings.beginReadArray(kind_ + "/bookmarks");
    for (int i = 0; i < count; ++i) {
        settings.setArrayIndex(i);
        all.push_back({settings.value("name").toString(), settings.value("filter").toString()});
    }
    settings.endArray();
    return all;
}

void KeptFilters::keep(const QString& name, const QString& filter) {
    remove(name);
    auto all = bookmarks();
    all.push_back({name, filter});
    std::ranges::sort(all, [](const auto& a, const auto& b) { return a.name.localeAwareCompare(b.name) < 0; });
    storeBookmarks(settings(), kind_, all);
}

void KeptFilters::remove(const QString& name) {
    auto all = bookmarks();
    std::erase_if(all, [&](const Bookmark& each) { return each.name == name; });
    storeBookmarks(settings(), kind_, all);
}

} // namespace tapscope
