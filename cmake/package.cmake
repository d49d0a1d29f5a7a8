# SPDX-License-Identifier: Apache-2.0
# What is installed and packaged. With CROSSWALK_PACKAGE the programs hold no path of the machine that they are built on, so that the same
# sources give the same bytes in any folder; tools/make_packages.sh builds them so.
include_guard()
include(GNUInstallDirs)

# An installed program finds its data beside it: bin/../share/crosswalk.
set(CROSSWALK_DATA ${CMAKE_INSTALL_DATADIR}/crosswalk)
set(CROSSWALK_MANUAL ${CMAKE_BINARY_DIR}/manual)
set(CMAKE_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)

# Who answers for the package, and its changelog in the form of Debian: the changes themselves stand in CHANGELOG.md.
set(CROSSWALK_MAINTAINER "The Crosswalk authors <crosswalk@localhost>" CACHE STRING "Who answers for the package: NAME <ADDRESS>")
string(TIMESTAMP now "%a, %d %b %Y %H:%M:%S +0000" UTC)
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/changelog CONTENT [[
crosswalk (@PROJECT_VERSION@) stable; urgency=medium

  * Version @PROJECT_VERSION@: see CHANGELOG.md.gz.

 -- @CROSSWALK_MAINTAINER@  @now@
]] @ONLY)

add_custom_command(
  OUTPUT ${CROSSWALK_MANUAL}/made
  COMMAND ${CMAKE_COMMAND} -E rm -rf ${CROSSWALK_MANUAL}
  COMMAND crosswalk --manual ${CROSSWALK_MANUAL}
  COMMAND ${CMAKE_COMMAND} -E copy ${PROJECT_SOURCE_DIR}/packaging/crosswalk-pdf.1
          ${PROJECT_SOURCE_DIR}/packaging/crosswalk-ocr.1 ${CROSSWALK_MANUAL}/man/man1/
  COMMAND ${CMAKE_COMMAND} -E copy ${PROJECT_SOURCE_DIR}/packaging/crosswalk-opinion.1
          ${PROJECT_SOURCE_DIR}/packaging/crosswalk-fetch.1 ${CROSSWALK_MANUAL}/
  COMMAND ${CMAKE_COMMAND} -E copy ${PROJECT_SOURCE_DIR}/CHANGELOG.md ${CMAKE_BINARY_DIR}/changelog ${CROSSWALK_MANUAL}/
  COMMAND sh -c "cd '${CROSSWALK_MANUAL}' && gzip -9 -n -f man/man1/*.1 crosswalk-opinion.1 crosswalk-fetch.1 changelog CHANGELOG.md && touch made"
  DEPENDS crosswalk ${PROJECT_SOURCE_DIR}/packaging/crosswalk-pdf.1 ${PROJECT_SOURCE_DIR}/packaging/crosswalk-ocr.1
          ${PROJECT_SOURCE_DIR}/packaging/crosswalk-opinion.1 ${PROJECT_SOURCE_DIR}/packaging/crosswalk-fetch.1 ${PROJECT_SOURCE_DIR}/CHANGELOG.md
          ${CMAKE_BINARY_DIR}/changelog
  COMMENT "Writing manual pages and completions" VERBATIM)
set(made ${CROSSWALK_MANUAL}/made)

if(CROSSWALK_PACKAGE)
  # Nothing that the loader filled in can be written to afterwards.
  foreach(program crosswalk crosswalk-pdf crosswalk-ocr crosswalk-opinion crosswalk-fetch)
    target_link_options(${program} PRIVATE -Wl,-z,relro,-z,now)
  endforeach()
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  add_custom_command(
    OUTPUT ${CMAKE_BINARY_DIR}/crosswalk.cdx.json
    COMMAND Python3::Interpreter ${PROJECT_SOURCE_DIR}/tools/make_sbom.py --version ${PROJECT_VERSION}
            --out ${CMAKE_BINARY_DIR}/crosswalk.cdx.json $<TARGET_FILE:crosswalk> $<TARGET_FILE:crosswalk-pdf> $<TARGET_FILE:crosswalk-ocr>
            $<TARGET_FILE:crosswalk-opinion> $<TARGET_FILE:crosswalk-fetch>
    DEPENDS crosswalk crosswalk-pdf crosswalk-ocr crosswalk-opinion crosswalk-fetch ${PROJECT_SOURCE_DIR}/tools/make_sbom.py
    COMMENT "Writing the bill of materials" VERBATIM)
  list(APPEND made ${CMAKE_BINARY_DIR}/crosswalk.cdx.json)
  install(FILES ${CMAKE_BINARY_DIR}/crosswalk.cdx.json DESTINATION ${CMAKE_INSTALL_DOCDIR})
endif()
add_custom_target(crosswalk_manual ALL DEPENDS ${made})

install(TARGETS crosswalk crosswalk-pdf crosswalk-ocr DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY packs schemas DESTINATION ${CROSSWALK_DATA})
install(DIRECTORY examples DESTINATION ${CROSSWALK_DATA} PATTERN manufacturer-src EXCLUDE)
install(DIRECTORY ${CROSSWALK_MANUAL}/man/man1 DESTINATION ${CMAKE_INSTALL_MANDIR})
install(FILES ${CROSSWALK_MANUAL}/completions/crosswalk.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions
        RENAME crosswalk)
install(FILES ${CROSSWALK_MANUAL}/completions/crosswalk.zsh DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions
        RENAME _crosswalk)
install(FILES ${CROSSWALK_MANUAL}/completions/crosswalk.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
install(FILES packaging/copyright README.md ${CROSSWALK_MANUAL}/changelog.gz ${CROSSWALK_MANUAL}/CHANGELOG.md.gz DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY docs DESTINATION ${CMAKE_INSTALL_DOCDIR})
# Parts of their own: whoever wants no program that connects to anything leaves them out.
install(TARGETS crosswalk-opinion DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT opinion)
install(FILES ${CROSSWALK_MANUAL}/crosswalk-opinion.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT opinion)
install(FILES packaging/copyright ${CROSSWALK_MANUAL}/changelog.gz DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/crosswalk-second-reader
        COMPONENT opinion)
install(TARGETS crosswalk-fetch DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT fetch)
install(FILES ${CROSSWALK_MANUAL}/crosswalk-fetch.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT fetch)
install(FILES packaging/copyright ${CROSSWALK_MANUAL}/changelog.gz DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/crosswalk-fetch
        COMPONENT fetch)
install(FILES LICENSES/Apache-2.0.txt LICENSES/GPL-3.0-or-later.txt DESTINATION ${CMAKE_INSTALL_DOCDIR}/LICENSES COMPONENT licences)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME crosswalk)
set(CPACK_PACKAGE_VENDOR "The Crosswalk authors")
set(CPACK_PACKAGE_CONTACT "${CROSSWALK_MAINTAINER}")
# Without a summary for all packages, which would stand before that of each.
set(CPACK_DEBIAN_UNSPECIFIED_DESCRIPTION
    "what documents prove of IEC 81001-5-1
Reads the documents that a maker of health software has, offline and
without changing them, and tells for each requirement of IEC 81001-5-1
which sentence shows it, what is missing, and what to write to close it.
.
Its readers of PDF files and scans, crosswalk-pdf and crosswalk-ocr, are
programs of their own under the GNU General Public License, version 3 or
later; everything else is under the Apache License 2.0.")
set(CPACK_PACKAGE_CHECKSUM SHA256)
set(CPACK_STRIP_FILES ON)
# Three packages, without the texts of licences, which Debian has.
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_ALL Unspecified opinion fetch)
set(CPACK_COMPONENTS_GROUPING ONE_PER_GROUP)
set(CPACK_DEBIAN_UNSPECIFIED_PACKAGE_NAME crosswalk)
set(CPACK_DEBIAN_OPINION_PACKAGE_NAME crosswalk-second-reader)
set(CPACK_DEBIAN_OPINION_PACKAGE_DEPENDS "crosswalk (= ${PROJECT_VERSION})")
set(CPACK_DEBIAN_OPINION_DESCRIPTION
    "a language model's opinion beside the verdicts of crosswalk
For the option --second-reader of crosswalk: sends requirements and passages
of documents to a server that the user has configured, and nothing before.")
set(CPACK_DEBIAN_FETCH_PACKAGE_NAME crosswalk-fetch)
set(CPACK_DEBIAN_FETCH_PACKAGE_DEPENDS "crosswalk (= ${PROJECT_VERSION}), ca-certificates")
set(CPACK_DEBIAN_FETCH_DESCRIPTION
    "gets published security advisories for crosswalk to check
For 'crosswalk advisory check URL': gets the files of a provider of CSAF by
HTTPS, from the hosts that the user names, and sends nothing but the request.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS ${CMAKE_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS})
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION text)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# For git:PATH@REV, for remotes, for a second reader, for the check of servers, for signatures, and for the sentence model, which is no part of the package.
set(CPACK_DEBIAN_UNSPECIFIED_PACKAGE_SUGGESTS "git, rclone, crosswalk-second-reader, crosswalk-fetch, gpg, gpgv, libdnnl2")
# Language data for scans, and converters of legacy Word and Excel files.
set(CPACK_DEBIAN_UNSPECIFIED_PACKAGE_RECOMMENDS "tesseract-ocr-eng, antiword, catdoc")
# The font of PDF files.
set(CPACK_DEBIAN_UNSPECIFIED_PACKAGE_DEPENDS "fonts-dejavu-core")
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_PRE_BUILD_SCRIPTS ${PROJECT_SOURCE_DIR}/cmake/settle_times.cmake)
include(CPack)
