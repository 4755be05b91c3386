#include "digest.h"

#include <limits.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdlib.h>

struct onrecord_sha256 {
    EVP_MD_CTX *context;
};

onrecord_sha256 *onrecord_sha256_new(void) {
    onrecord_sha256 *hash = malloc(sizeof *hash);
    if (!hash) return NULL;
    hash->context = EVP_MD_CTX_new();
    if (!hash->context || !EVP_DigestInit_ex(hash->context, EVP_sha256(), NULL)) {
        onrecord_sha256_free(hash);
        return NULL;
    }
    return hash;
}

int onrecord_sha256_update(onrecord_sha256 *hash, const void *bytes, size_t count) {
    return EVP_DigestUpdate(hash->context, bytes, count);
}

int onrecord_sha256_sum(const onrecord_sha256 *hash, uint8_t sum[32]) {
    EVP_MD_CTX *copy = EVP_MD_CTX_new();
    int done = copy && EVP_MD_CTX_copy_ex(copy, hash->context) && EVP_DigestFinal_ex(copy, sum, NULL);
    EVP_MD_CTX_free(copy);
    return done;
}

void onrecord_sha256_free(onrecord_sha256 *hash) {
    if (!hash) return;
    EVP_MD_CTX_free(hash->context);
    free(hash);
}

int onrecord_hmac(
    const char *algorithm, const void *key, size_t key_count, const void *bytes, size_t count, uint8_t sum[64], size_t *sum_count) {
    const EVP_MD *digest = EVP_get_digestbyname(algorithm);
    unsigned int length = 0;
    if (!digest || EVP_MD_get_size(digest) > 64 || key_count > INT_MAX) return 0;
    if (!HMAC(digest, key, (int)key_count, bytes, count, sum, &length)) return 0;
    *sum_count = length;
    return 1;
}
