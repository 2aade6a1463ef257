#include "profiles.h"

#include "../text/plain_text.h"

#include <QSettings>
#include <QStandardPaths>

#include <algorithm>
#include <array>

namespace tapscope {
namespace {

const auto currentKey = QStringLiteral("profile");
const auto fileName = QStringLiteral("profile.ini");

/// The groups and keys of the program's settings that belong to the default profile.
const std::array keptKeys = {QStringLiteral("colouring"), QStringLiteral("fieldFilter"),
                             QStringLiteral("filterButtons"), QStringLiteral("list"), QStringLiteral("names")};

std::unexpected<Error> refused(const char* action, const QString& name, const QString& reason) {
    return failure(ErrorKind::Invalid, action, plainText(name).toStdString(), reason.toStdString());
}

} // namespace

Profiles::Profiles(QDir folder, QObject* parent) : QObject(parent), folder_(std::move(folder)) {
    const QString last = QSettings().value(currentKey).toString();
    take(names().contains(last) ? last : defaultName());
}

Profiles::~Profiles() = default;

QDir Profiles::usualFolder() {
    return QDir(QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) + QStringLiteral("/profiles"));
}

QString Profiles::defaultName() {
    return tr("Default");
}

QStringList Profiles::names() const {
    QStringList all{defaultName()};
    const auto folders = folder_.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name | QDir::IgnoreCase);
    for (const QString& each : folders) {
        if (each != defaultName())
            all << each;
    }
    return all;
}

QString Profiles::problem(const QString& name) const {
    constexpr int longest = 64;
    if (name.isEmpty())
        return tr("A profile needs a name");
    if (name.size() > longest)
        return tr("The name is longer than %1 characters").arg(longest);
    if (name.startsWith(QLatin1Char('.')) || name.contains(QLatin1Char('/')) || name.contains(QLatin1Char('\\')) ||
        plainText(name) != name || name.trimmed() != name)
        return tr("The name must be a valid folder name: it cannot contain / or \\, or begin with a dot");
    if (names().contains(name, Qt::CaseInsensitive))
        return tr("A profile with this name already exists");
    return {};
}

std::unique_ptr<QSettings> Profiles::open(const QString& name) const {
    if (name == defaultName())
        return std::make_unique<QSettings>();
    return std::make_unique<QSettings>(folder_.filePath(name + QLatin1Char('/') + fileName), QSettings::IniFormat);
}

void Profiles::take(const QString& name) {
    settings_ = open(name);
    current_ = name;
    QSettings().setValue(currentKey, name);
}

Result<void> Profiles::choose(const QString& name) {
    if (name == current_)
        return {};
    if (!names().contains(name))
        return failure(ErrorKind::NotFound, "use the profile", plainText(name).toStdString(),
                       "there is no profile with that name");
    emit aboutToChange();
    take(name);
    emit changed();
    return {};
}

Result<void> Profiles::create(const QString& name, const std::function<void(QSettings&)>& fill) {
    if (const QString why = problem(name); !why.isEmpty())
        return refused("make the profile", name, why);
    if (!folder_.mkpath(name))
        return failure(ErrorKind::System, "make the folder", folder_.filePath(name).toStdString(),
                       "the system refused it", "Check that you can write to the folder above it");
    if (fill)
        fill(*open(name));
    return choose(name);
}

Result<void> Profiles::copy(const QString& name) {
    emit aboutToChange(); // unwritten settings are copied, too
    return create(name, [this](QSettings& copy) {
        for (const QString& key : settings_->allKeys()) {
            const bool isKept = std::ranges::any_of(
                keptKeys, [&](const QString& kept) { return key == kept || key.startsWith(kept + QLatin1Char('/')); });
            if (isKept)
                copy.setValue(key, settings_->value(key));
        }
    });
}

Result<void> Profiles::rename(const QString& name) {
    if (current_ == defaultName())
        return refused("rename the profile", current_, tr("the default profile cannot be renamed"));
    if (const QString why = problem(name); !why.isEmpty())
        return refused("rename the profile to", name, why);
    emit aboutToChange();
    settings_->sync();
    if (!folder_.rename(current_, name))
        return failure(ErrorKind::System, "rename the folder", folder_.filePath(current_).toStdString(),
                       "the system refused it");
    take(name);
    emit changed();
    return {};
}

Result<void> Profiles::remove() {
    const QString gone = current_;
    if (gone == defaultName())
        return refused("delete the profile", gone, tr("the default profile cannot be deleted"));
    take(defaultName()); // before the file is removed: its QSettings would write it again
    if (!QDir(folder_.filePath(gone)).removeRecursively()) {
        emit changed();
        return failure(ErrorKind::System, "delete the folder", folder_.filePath(gone).toStdString(),
                       "the system refused it");
    }
    emit changed();
    return {};
}

} // namespace tapscope
