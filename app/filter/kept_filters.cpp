#include "kept_filters.h"

#include <QSettings>

#include <algorithm>

namespace tapscope {
namespace {

constexpr int mostRecent = 20;

void write(const QString& kind, const std::vector<KeptFilters::Bookmark>& all) {
    QSettings settings;
    settings.remove(kind + "/bookmarks");
    settings.beginWriteArray(kind + "/bookmarks", static_cast<int>(all.size()));
    int position = 0;
    for (const auto& each : all) {
        settings.setArrayIndex(position++);
        settings.setValue("name", each.name);
        settings.setValue("filter", each.filter);
    }
    settings.endArray();
}

} // namespace

KeptFilters::KeptFilters(QString kind, QObject* parent) : QObject(parent), kind_(std::move(kind)) {}

QStringList KeptFilters::recent() const {
    return QSettings().value(kind_ + "/recent").toStringList();
}

void KeptFilters::remember(const QString& filter) {
    if (filter.trimmed().isEmpty())
        return;
    QStringList filters = recent();
    filters.removeAll(filter);
    filters.prepend(filter);
    QSettings().setValue(kind_ + "/recent", filters.mid(0, mostRecent));
}

void KeptFilters::forgetRecent() {
    QSettings().remove(kind_ + "/recent");
}

std::vector<KeptFilters::Bookmark> KeptFilters::bookmarks() const {
    QSettings settings;
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
    write(kind_, all);
}

void KeptFilters::remove(const QString& name) {
    auto all = bookmarks();
    std::erase_if(all, [&](const Bookmark& each) { return each.name == name; });
    write(kind_, all);
}

} // namespace tapscope
