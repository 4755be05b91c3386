#pragma once
#include <stddef.h>
#include <stdint.h>

/// A running SHA-256 (FIPS 180-4), computed by OpenSSL's EVP interface.
typedef struct onrecord_sha256 onrecord_sha256;

/// @return NULL where memory ran out.
onrecord_sha256 *onrecord_sha256_new(void);
/// Takes in more bytes. @return 0 on failure.
int onrecord_sha256_update(onrecord_sha256 *hash, const void *bytes, size_t count);
/// Writes the 32 bytes of the sum over all that was taken in so far; more may follow. @return 0 on failure.
int onrecord_sha256_sum(const onrecord_sha256 *hash, uint8_t sum[32]);
void onrecord_sha256_free(onrecord_sha256 *hash);
